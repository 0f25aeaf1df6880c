"""Factur-X as PDF/A-3b, judged by a validator that had no part in making it."""

import sys
from io import BytesIO

import pytest
from PIL import Image

from chorus_desk.domain.invoice import Attachment, Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import facturx
from chorus_desk.formats.pdf.logo import normalized_logo
from tests import builders as b

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the validator is pinned there")

# The XMP of Factur-X describes its own properties in an extension schema, as ISO 19005-3 wants it;
# this validator knows no extension schemas and refuses their names. These nine, and nothing else.
_EXTENSION_SCHEMA = {
    f"XMP {kind} {name} is not permitted"
    for kind, names in {
        "namespace": (
            "pdfaExtension=http://www.aiim.org/pdfa/ns/extension/",
            "pdfaSchema=http://www.aiim.org/pdfa/ns/schema#",
            "pdfaProperty=http://www.aiim.org/pdfa/ns/property#",
            "fx=urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#",
        ),
        "property": (
            "pdfaExtension:schemas", "fx:DocumentType", "fx:DocumentFileName", "fx:Version",
            "fx:ConformanceLevel",
        ),
    }.items()
    for name in names
}  # fmt: skip


def faults(content: bytes) -> set[str]:
    """Return what the validator has against a file, beside the extension schema."""
    from pikepdf import pdfa

    found = {finding.message for finding in pdfa.validate_written(BytesIO(content), "3b").findings}
    assert found >= _EXTENSION_SCHEMA
    return found - _EXTENSION_SCHEMA


def logo() -> bytes:
    buffer = BytesIO()
    Image.new("RGBA", (400, 120), (20, 90, 160, 128)).save(buffer, "PNG")
    return normalized_logo(buffer.getvalue())


PLAN = Attachment(reference="Plan", file_name="Plan.pdf", mime_type="application/pdf",
                  content=b"%PDF-1.4 plan")  # fmt: skip


@pytest.mark.parametrize(
    "made",
    [
        b.invoice(), b.vat_invoice(), b.invoice(lines=tuple(b.line() for _ in range(200))),
        b.invoice(type_code="381"), b.invoice(attachments=(PLAN,)),
        b.invoice(lines=(b.line(description="œuvre №5 → 漢字 😀 \u202e"),)),
    ],
    ids=["franchise", "vat", "pages", "credit note", "attachment", "characters"],
)  # fmt: skip
@pytest.mark.parametrize("with_logo", [False, True], ids=["plain", "logo"])
def test_facturx__is_pdfa_3b(made: Invoice, with_logo: bool) -> None:
    content = facturx.write(made, Circuit.HISTORICAL, logo=logo() if with_logo else None)
    assert faults(content) == set()


def test_validator__sees_what_is_wrong() -> None:
    """The check above can fail: the same page without its output intent is refused."""
    import pikepdf

    content = facturx.write(b.invoice(), Circuit.HISTORICAL)
    with pikepdf.open(BytesIO(content)) as pdf:
        del pdf.Root.OutputIntents
        spoilt = BytesIO()
        pdf.save(spoilt)
    assert faults(spoilt.getvalue())
