"""Brings in tables of customers, prices, statuses and payments; a module for each kind."""
