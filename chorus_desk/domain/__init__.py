"""What things are: invoices, parties, money, findings. Pure; imports nothing but resources."""
