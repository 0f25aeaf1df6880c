"""Bytes to domain values and back. May import wording, rules, system, domain and resources."""
