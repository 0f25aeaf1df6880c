"""The editor of a draft: the form at the left, the page as it will be at the right."""
