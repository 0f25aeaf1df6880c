"""Texts with plain spaces: which of them do not break is typography's business, not a test's."""


def plain(text: str) -> str:
    """Return a text with each no-break space as an ordinary one."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
