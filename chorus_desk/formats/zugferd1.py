"""ZUGFeRD 1.0 (2014), the generation before the European norm: read by turning it into CII D22B."""

NAMESPACE = "urn:ferd:CrossIndustryDocument:invoice:1p0"
ROOT = f"{{{NAMESPACE}}}CrossIndustryDocument"
DATA_NAME = "ZUGFeRD-invoice.xml"
"""What the file inside a PDF is called."""


def is_like(content: bytes) -> bool:
    """Return whether a file's bytes name this generation."""
    return NAMESPACE.encode() in content
