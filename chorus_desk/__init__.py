"""Chorus Desk: invoices to the French public sector. Subpackages import downwards only."""
