"""Runs command lines the way a terminal does, in this process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from chorus_desk.cli import main


@dataclass(frozen=True)
class Ran:
    """What one command line gave."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """The JSON object: the whole of stdout, and nothing else."""
        assert self.err == ""
        assert self.out.count("\n") == 1
        answer: dict[str, Any] = json.loads(self.out)
        return answer

    @property
    def data(self) -> dict[str, Any]:
        data: dict[str, Any] = self.answer["data"]
        return data


Run = Callable[..., Ran]


def typed(text: str) -> str:
    """Return a text with the spaces that a keyboard has, as tests are written."""
    return text.replace("\u00a0", " ")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``chorus-desk`` on the test's own data folder."""

    def call(*words: str | Path, json: bool = False) -> Ran:
        line = ["--data", str(tmp_path / "data"), *map(str, words)]
        code = main.run([*line, "--json"] if json else line)
        captured = capsys.readouterr()
        return Ran(code, *(typed(text) for text in captured))

    return call


@pytest.fixture
def seller_toml(tmp_path: Path) -> Path:
    path = tmp_path / "moi.toml"
    path.write_text(
        'name = "Camille Fictive"\nlegal_form = "EI"\nsiret = "99900001100018"\n'
        'vat_regime = "franchise"\nstreet = "3 rue"\npostcode = "99000"\ncity = "Bourg-Fictif"\n'
        'iban = "FR7630000000010000000000007"\nregister = "RNE"\ninsurance = "sans objet"\n',
        encoding="utf-8",
    )
    return path


@pytest.fixture
def body_toml(tmp_path: Path) -> Path:
    path = tmp_path / "mairie.toml"
    path.write_text(
        'siret = "21990001600011"\nname = "Commune de Bourg-Fictif"\nstreet = "1 place"\n'
        'postcode = "99000"\ncity = "Bourg-Fictif"\nrequires = "none"\n'
        '[[services]]\ncode = "VOIRIE"\nname = "Voirie"\n',
        encoding="utf-8",
    )
    return path
