"""The slip of a bundle as a table: it lists invoices, and is none."""

HEADINGS = (
    "Numéro", "Type", "Date", "Client", "SIRET client", "Code service", "Engagement", "Marché",
    "Total HT", "Total TVA", "Total TTC", "Net à payer ou à rembourser", "Fichier",
)  # fmt: skip
BOM = b"\xef\xbb\xbf"


def is_slip(content: bytes) -> bool:
    """Return whether a file is such a slip."""
    return content.startswith(BOM + ";".join(HEADINGS).encode())
