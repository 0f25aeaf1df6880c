"""A page that was made elsewhere: read, and made PDF/A-3 with the invoice's data inside."""
