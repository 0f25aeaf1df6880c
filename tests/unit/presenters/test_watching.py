"""What is said of files that arrived in a watched folder: which ones are to be looked at."""

from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.presenters.watching import arrived_text, files_to_look_at
from chorus_desk.usecases.importing.outcome import REFUSED, Imported, ImportedInvoice

FOLDER = Path("/ici/arrivées").absolute()
DAMAGED = UserError("pdf-unreadable")


def arrived(*names: str, refused: str = "") -> Imported:
    items = [ImportedInvoice(id=None, number="F1", outcome=REFUSED, lines=1, file=refused)]
    return Imported(
        import_ids=(), invoices=tuple(items[: bool(refused)]), rows_read=0, rows_skipped=(),
        failures=tuple((name, DAMAGED) for name in names),
    )  # fmt: skip


def test_files__are_found_where_they_lie_each_once() -> None:
    found = arrived("arrivées/a.pdf", "arrivées/mars/b.pdf", "c.zip/d.pdf", "c.zip/e.pdf",
                    refused="arrivées/a.pdf")  # fmt: skip
    assert files_to_look_at(found, FOLDER) == (
        FOLDER / "a.pdf", FOLDER / "mars" / "b.pdf", FOLDER / "c.zip",
    )  # fmt: skip
    elsewhere = str(FOLDER.with_name("f.pdf"))
    assert files_to_look_at(arrived(elsewhere), FOLDER) == (Path(elsewhere),)


def test_text__names_three_and_counts_the_rest() -> None:
    found = arrived(*(f"arrivées/{letter}.pdf" for letter in "abcde"))
    text = arrived_text(found, FOLDER, "en")
    assert text == (
        "“a.pdf”, “b.pdf”, “c.pdf” and 2 others were not read, or not wholly: "
        "import them to see why."
    )
