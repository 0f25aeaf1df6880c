"""The editor of a draft without a window: fields, lines, undo, findings, totals, as values."""
