"""Checks: files and documents, each with its own verdict, whatever the others are."""

from pathlib import Path

import pytest

from chorus_desk.domain.finding import Source
from chorus_desk.domain.invoice import Payment
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Party
from chorus_desk.formats import cii, facturx, ubl
from chorus_desk.formats.pdf.bordereau import render_bordereau
from chorus_desk.formats.pdf.items import Item, Metadata, Text
from chorus_desk.formats.pdf.paint import paint
from chorus_desk.formats.pdf.portal_page import render_portal
from chorus_desk.usecases.check import Checked, check_targets
from chorus_desk.usecases.template import write_example
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import draft, furnish, furnish_reform, issued


def one(workspace: Workspace, target: Path | str, circuit: Circuit | None = None) -> Checked:
    [checked] = check_targets(workspace, [str(target)], circuit)
    return checked


def rules(checked: Checked) -> set[str]:
    return {finding.rule for finding in checked.findings}


def file(folder: Path, content: bytes, name: str = "f") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_check__of_a_right_file(workspace: Workspace, tmp_path: Path) -> None:
    furnish(workspace)
    made = b.invoice()
    xml = one(workspace, file(tmp_path, cii.write(made, Circuit.HISTORICAL), "a.xml"))
    assert (xml.format, xml.profile, xml.circuit) == ("cii", "EN 16931", Circuit.HISTORICAL)
    assert (xml.valid, xml.acceptable, xml.findings) == (True, True, ())
    pdf = one(workspace, file(tmp_path, facturx.write(made, Circuit.HISTORICAL), "a.pdf"))
    assert (pdf.format, pdf.valid, pdf.acceptable, pdf.findings) == ("facturx", True, True, ())


def test_check__tells_valid_from_acceptable(workspace: Workspace, tmp_path: Path) -> None:
    made = b.invoice(number="UN-NUMERO-DE-PLUS-DE-VINGT-SIGNES")
    checked = one(workspace, file(tmp_path, cii.write(made, Circuit.HISTORICAL)))
    assert (checked.valid, checked.acceptable) == (True, False)
    assert [f.rule for f in checked.findings if f.severity == "error"] == ["CPRO-02"]


def test_check__shows_the_schemas_verdict(workspace: Workspace, tmp_path: Path) -> None:
    content = cii.write(b.invoice(), Circuit.HISTORICAL).replace(
        b"<ram:TypeCode>380", b"<ram:Odd>380"
    )
    content = content.replace(b"380</ram:TypeCode>", b"380</ram:Odd>")
    checked = one(workspace, file(tmp_path, content))
    assert not checked.valid
    assert Source.XSD in {finding.source for finding in checked.findings}


def test_check__takes_the_circuit_that_is_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    path = file(tmp_path, cii.write(b.invoice(), Circuit.HISTORICAL))
    reform = one(workspace, path, Circuit.REFORM)
    assert reform.circuit is Circuit.REFORM
    assert Source.BR_FR in {finding.source for finding in reform.findings}
    assert Source.BR_FR not in {f.source for f in one(workspace, path).findings}


def test_check__answers_for_each_target(workspace: Workspace, tmp_path: Path) -> None:
    good = file(tmp_path, cii.write(b.invoice(), Circuit.HISTORICAL), "bon.xml")
    bad = file(tmp_path, b"<a", "cassé.xml")
    first, second, third, fourth = check_targets(
        workspace, [str(bad), str(good), str(tmp_path / "absent.xml"), str(tmp_path)]
    )
    codes = [c.error.code if c.error else None for c in (first, second, third, fourth)]
    assert codes == ["xml-unreadable", None, "file-missing", "file-is-folder"]
    assert second.valid
    assert not first.valid
    assert not first.acceptable


def test_check__of_a_document_is_like_that_of_its_file(workspace: Workspace) -> None:
    furnish(workspace)
    number = issued(workspace)
    assert rules(one(workspace, number)) == rules(one(workspace, "draft:1")) == set()
    ready = one(workspace, draft(workspace))
    assert (ready.valid, ready.acceptable, ready.findings) == (True, True, ())
    checked = one(workspace, draft(workspace, lines=()))
    assert "BR-16" in rules(checked)
    assert not checked.acceptable


def test_check__of_a_draft_follows_the_settings(workspace: Workspace) -> None:
    furnish(workspace)
    name = draft(workspace, seller=Party(), payment=Payment())
    assert one(workspace, name).acceptable
    furnish(workspace, seller=b.seller(iban=None))
    assert "BR-61" in rules(one(workspace, name))


def test_check__of_our_plain_page_says_what_the_portal_finds(
    workspace: Workspace, tmp_path: Path
) -> None:
    furnish(workspace)
    checked = one(workspace, file(tmp_path, render_portal(b.invoice()), "page.pdf"))
    assert (checked.format, checked.valid, checked.acceptable) == ("pdf", True, True)
    assert checked.reading is not None
    assert checked.reading.found["number"] == "2026-0001"
    # This invoice has no service and no contract; nothing else is missed.
    assert rules(checked) == {"CD-PORTAL-SERVICE", "CD-PORTAL-CONTRACT", "CD-PORTAL-WORDS"}


def test_check__of_a_plain_page_applies_the_rules_on_what_it_finds(
    workspace: Workspace, tmp_path: Path
) -> None:
    furnish(workspace)
    made = b.invoice(number="2026-NUMERO-DE-PLUS-DE-VINGT", commitment_number=None)
    checked = one(workspace, file(tmp_path, render_portal(made), "page.pdf"))
    assert {"CPRO-02", "CD-PORTAL-COMMITMENT"} <= rules(checked)
    assert not {"BR-16", "BR-06", "BR-07"} & rules(checked)  # what a page cannot show is not asked
    assert (checked.valid, checked.acceptable) == (True, False)


def printed(workspace: Workspace, folder: Path, *lines: str) -> Checked:
    """Check a plain page with these lines and a text long enough to be read."""
    items: list[Item] = [
        Text(50, 50 + 20 * index, line)
        for index, line in enumerate((*lines, "Merci de votre confiance, à bientôt"))
    ]
    content = paint([items], Metadata("", "", "", "20261120"))
    return one(workspace, file(folder, content, "page.pdf"))


@pytest.mark.parametrize("own_too", [False, True])
def test_check__of_a_plain_page_tells_whose_siret_would_be_taken_for_the_sellers(
    workspace: Workspace, tmp_path: Path, own_too: bool
) -> None:
    furnish(workspace)
    body, own = b.commune(), b.seller()
    lines = [f"SIRET : {body.siret}"] + [f"SIRET : {own.siret}"] * own_too
    checked = printed(workspace, tmp_path, *lines)
    assert checked.reading is not None
    assert checked.reading.found["seller.siret"] == body.siret  # what the portal would read
    [finding] = [f for f in checked.findings if f.rule == "CD-PORTAL-SELLER-BODY"]
    assert finding.params == {"siret": body.siret, "name": body.name}
    assert finding.path == "seller.siret"
    assert "CD-PORTAL-SELLER-OTHER" not in rules(checked)


def test_check__of_a_plain_page_tells_a_siret_that_is_not_the_users(
    workspace: Workspace, tmp_path: Path
) -> None:
    other = "99900001100026"  # of the same business, elsewhere
    assert "CD-PORTAL-SELLER-OTHER" not in rules(
        printed(workspace, tmp_path, f"SIRET : {other}")  # nobody is described yet
    )
    furnish(workspace)
    checked = printed(workspace, tmp_path, f"SIRET : {other}")
    [finding] = [f for f in checked.findings if f.rule == "CD-PORTAL-SELLER-OTHER"]
    assert finding.params == {"siret": other, "own": b.seller().siret}
    right = rules(printed(workspace, tmp_path, f"SIRET : {b.seller().siret}"))
    assert not {"CD-PORTAL-SELLER-OTHER", "CD-PORTAL-SELLER-BODY", "CD-PORTAL-SELLER"} & right


def test_check__of_a_plain_page_for_a_platform_says_that_it_takes_none(
    workspace: Workspace, tmp_path: Path
) -> None:
    furnish(workspace)
    page = file(tmp_path, render_portal(b.invoice()), "page.pdf")
    asked = one(workspace, page, Circuit.REFORM)
    furnish_reform(workspace)
    for checked in (asked, one(workspace, page)):
        assert checked.circuit is Circuit.REFORM
        assert [f.rule for f in checked.findings] == ["CD-PDF-NOT-STRUCTURED"]
        assert (checked.format, checked.reading, checked.valid) == ("pdf", None, False)
    assert one(workspace, page, Circuit.HISTORICAL).reading is not None


def test_check__of_a_slip_says_that_it_is_no_invoice(workspace: Workspace, tmp_path: Path) -> None:
    slip = render_bordereau([b.invoice()], ["a.pdf"], "portal-pdf")
    checked = one(workspace, file(tmp_path, slip, "bordereau.pdf"))
    assert checked.error is not None
    assert (checked.error.code, checked.format) == ("pdf-bordereau", "pdf")


def test_check__of_a_pdf_with_a_ubl_judges_the_ubl_and_the_page(
    workspace: Workspace, tmp_path: Path
) -> None:
    from tests.unit.formats.pdf_surgery import changed

    furnish(workspace)
    data = ubl.write(b.invoice(number="2026-0002"), Circuit.HISTORICAL)
    content = changed(render_portal(b.invoice()), lambda w: w.add_attachment("f.xml", data))
    checked = one(workspace, file(tmp_path, content, "a.pdf"))
    assert (checked.format, checked.profile) == ("pdf", "EN 16931")
    assert rules(checked) == {"CD-PDF-UBL", "CD-PAGE-NUMBER"}
    assert (checked.valid, checked.acceptable) == (False, False)


def test_check__of_a_plain_page_names_what_stands_before_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    furnish(workspace)
    checked = one(workspace, file(tmp_path, b"junk\n" + render_portal(b.invoice()), "a.pdf"))
    assert checked.reading is not None
    assert checked.reading.found["number"] == "2026-0001"
    assert "CD-PDF-HEADER" in rules(checked)


def test_check__of_a_plain_page_minds_its_size_and_its_marks(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chorus_desk.usecases import check_page
    from tests.unit.formats.pdf_surgery import changed, without

    monkeypatch.setattr(check_page, "LARGEST_PDF", 1000)
    bare = changed(
        facturx.write(b.invoice(), Circuit.HISTORICAL), without("/AF"), without("/Names")
    )
    checked = one(workspace, file(tmp_path, bare, "a.pdf"))
    assert {"CD-PDF-SIZE", "CD-PDF-LIKE-FACTURX"} <= rules(checked)
    assert not checked.acceptable


def test_check__of_a_page_without_text(workspace: Workspace, tmp_path: Path) -> None:
    from io import BytesIO

    from pypdf import PdfWriter

    writer, content = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(content)
    checked = one(workspace, file(tmp_path, content.getvalue(), "scan.pdf"))
    assert rules(checked) == {"CD-PDF-NO-TEXT"}
    assert checked.reading is not None
    assert checked.reading.found == {}


def test_check__judges_what_is_around_the_data(workspace: Workspace, tmp_path: Path) -> None:
    from tests.unit.formats.pdf_surgery import changed, without, xmp

    furnish(workspace)
    made = facturx.write(b.invoice(), Circuit.HISTORICAL)
    lying = changed(made, xmp(">EN 16931<", ">BASIC<"), without("/OutputIntents"))
    checked = one(workspace, file(tmp_path, lying, "a.pdf"))
    assert rules(checked) == {"CD-PDF-XMP-PROFILE", "CD-PDF-COLOUR"}
    assert not checked.valid


def test_check__of_the_generation_before_the_norm(workspace: Workspace, tmp_path: Path) -> None:
    from tests.unit.formats.test_zugferd1 import old

    content = cii.write(b.invoice(), Circuit.HISTORICAL)
    before, after = file(tmp_path, old(), "ancien.xml"), file(tmp_path, content, "neuf.xml")
    ancient, modern = check_targets(workspace, [str(before), str(after)])
    assert (ancient.format, ancient.profile) == ("cii", "ZUGFeRD 1.0 COMFORT")
    assert {"CD-GENERATION-OLD", "CD-GENERATION-READ", "CD-NOT-KEPT"} <= rules(ancient)
    assert (ancient.valid, ancient.acceptable) == (False, False)
    assert Source.XSD not in {finding.source for finding in ancient.findings}
    assert modern.valid


def test_check__of_the_workbook_is_refused_in_words(workspace: Workspace, tmp_path: Path) -> None:
    write_example(tmp_path / "w.xlsx", b.TODAY)
    checked = one(workspace, tmp_path / "w.xlsx")
    assert checked.error is not None
    assert (checked.error.code, checked.format) == ("workbook-not-one-invoice", "xlsx")


@pytest.mark.parametrize("target", ["draft:77", "inconnu", "2026:1"])
def test_check__of_nothing(workspace: Workspace, target: str) -> None:
    checked = one(workspace, target)
    assert checked.error is not None
