"""The list of invoices with its detail strip."""
