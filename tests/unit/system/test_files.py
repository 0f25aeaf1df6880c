from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.system.files import safe_name, unique_names, write_atomically


def test_write_atomically__replaces_whole(tmp_path: Path) -> None:
    target = tmp_path / "é.txt"
    write_atomically(target, b"one")
    write_atomically(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [target]


def test_write_atomically__leaves_the_old_file_when_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    write_atomically(target, b"old")

    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="space"):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Reçu n° 3.pdf", "Recu-n-3.pdf"), ("../../etc/passwd", "etc-passwd"), ("CON.pdf", "CON_.pdf"),
     ("a:b*c?.txt", "a-b-c.txt"), ("", "fichier"), ("...", "fichier"), ("nul", "nul_"), ("aux.tar.gz", "aux_.tar.gz")],
)  # fmt: skip
def test_safe_name(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(max_size=120))
def test_safe_name__is_safe_whatever_it_is_given(text: str) -> None:
    name = safe_name(text)
    assert 0 < len(name) <= 50
    assert name.isascii()
    assert not set(name) & set('/\\:*?"<>| ')
    assert name not in (".", "..")
    assert safe_name(name) == name


@given(
    st.lists(
        st.sampled_from(["a.pdf", "A.pdf", "é.pdf", "e.pdf", "x" * 80 + ".pdf", "b"]), max_size=12
    )
)
def test_unique_names__differ_ignoring_case(names: list[str]) -> None:
    made = unique_names(names)
    assert len(made) == len(names)
    assert len({name.casefold() for name in made}) == len(names)
    assert all(len(name) <= 50 for name in made)
