"""Files that are joined to an invoice: read whole, named so that every system takes them."""

from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.usecases.enclosing import read_enclosures


def test_read_enclosures__names_files_safely_and_apart(tmp_path: Path) -> None:
    names = ("Relevé d'heures n° 3.pdf", "plan.pdf", "notes.docx", f"{'x' * 80}.csv")
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    files = read_enclosures([tmp_path / name for name in names], taken=("PLAN.PDF",))
    first, second, third, last = files
    assert (first.file_name, first.mime_type) == ("Releve-d-heures-n-3.pdf", "application/pdf")
    assert second.file_name is not None
    assert second.file_name.casefold() != "plan.pdf"
    assert (third.file_name, third.mime_type) == ("notes.docx", None)
    assert last.file_name is not None
    assert len(last.file_name) == 50
    assert last.file_name.endswith(".csv")
    assert [item.content for item in files] == [name.encode() for name in names]


@pytest.mark.parametrize(("name", "code"), [
    ("absent.pdf", "file-missing"), ("vide.pdf", "file-empty"), ("dossier", "file-is-folder"),
])  # fmt: skip
def test_read_enclosures__refuses_what_cannot_be_read(name: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "vide.pdf").touch()
    (tmp_path / "dossier").mkdir()
    (tmp_path / "bon.pdf").write_bytes(b"%PDF")
    with pytest.raises(UserError) as refused:
        read_enclosures([tmp_path / "bon.pdf", tmp_path / name])
    assert refused.value.code == code
