"""Tables of other things than invoices: customers, prices, statuses and payments, a row each."""
