"""Getting invoices to the State: what each step of the hand-over shows."""
