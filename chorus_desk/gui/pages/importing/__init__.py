"""The page that brings files in: what will become of each, then undo."""
