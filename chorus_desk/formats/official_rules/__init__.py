"""The official XSD and Schematron sheets, run in a process of their own; their word as findings."""
