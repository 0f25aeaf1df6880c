"""The page that gets invoices to the State: route, files, steps, and the deposit noted."""
