"""One module per command, or per pair that belongs together."""
