"""The form of the user's business as values, without a window."""
