"""What a person meets at the terminal: help, mistakes, exit codes, words in both languages."""

import io
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from chorus_desk.cli import main, output
from chorus_desk.cli.registry import all_commands
from chorus_desk.domain.errors import UserError
from chorus_desk.domain.invoice import Attachment, Preceding
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Party
from chorus_desk.formats import cii
from chorus_desk.usecases import follow
from tests import builders as b
from tests.unit.cli.conftest import Run

LINES = [" ".join(command.words) for command in all_commands()]


@pytest.mark.parametrize("line", ["", *LINES, "seller", "body"])
def test_help__is_in_both_languages(run: Run, line: str) -> None:
    french = run("--lang", "fr", *line.split(), "--help")
    english = run("--lang", "en", *line.split(), "--help")
    assert french.code == english.code == 0
    assert french.err == english.err == ""
    assert "usage : " in french.out
    assert "montrer cette aide" in french.out
    assert "usage: " in english.out
    assert "show this help" in english.out
    assert not re.search(r"[éèàç]|FICHIER|DOSSIER|CIBLE|STATUT|TEXTE|AAAA", english.out)
    assert not re.search(r"show this|positional|optional", french.out)


def test_nothing_typed__shows_the_help_and_is_a_mistake(run: Run) -> None:
    ran = run()
    assert ran.code == 2
    assert "COMMANDE" in ran.out + ran.err


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["inconnu"], "« inconnu » n'est pas admis"), (["show"], "il manque : ID"),
        (["issue", "--keep"], "il manque : ID"), (["issue", "1", "--keep"], "en trop : --keep"),
        (["bundle", "1", "--route", "fax", "-o", "x"], "« fax » n'est pas admis"),
        (["bundle", "1", "--route", "api", "--as", "ubl", "-o", "x"], "--as ne va qu"),
        (["template", "-o"], "une valeur est attendue"), (["--lang", "de", "list"], "« de »"),
        (["seller"], "ACTION"), (["list", "--json=x"], "valeur en trop"),
        (["check"], "il manque : CIBLE"), (["import"], "il manque : FICHIER"),
        (["status", "1", "paid", "--date", "3/11/2026"], "« 3/11/2026 » n'est pas une date"),
    ],
)  # fmt: skip
def test_mistakes__are_one_french_sentence(run: Run, words: list[str], part: str) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert part in ran.err
    assert ran.err.count("\n") == 1
    assert "argument" not in ran.err
    assert "Traceback" not in ran.err


def test_mistakes__are_english_when_asked(run: Run) -> None:
    ran = run("--lang", "en", "bundle", "1", "--route", "fax", "-o", "x")
    assert "invalid choice" in ran.err
    assert not re.search(r"[éèàç«]", ran.err)


def test_options__stand_before_or_after_the_command(tmp_path: Path, run: Run) -> None:
    for line in (["--json", "list"], ["list", "--json"]):
        assert main.run(["--data", str(tmp_path / "x"), *line]) == 0
    assert main.run(["list", "--data", str(tmp_path / "y"), "--lang", "en", "--json"]) == 0
    assert (tmp_path / "y").is_dir()


@pytest.mark.parametrize(("language", "said"), [("fr", "« F-7 »"), ("en", "“F-7”")])
def test_import__quotes_a_number_as_the_language_does(
    run: Run, tmp_path: Path, language: str, said: str
) -> None:
    (tmp_path / "f.xml").write_bytes(cii.write(b.invoice(number="F-7"), Circuit.HISTORICAL))
    assert said in run("--lang", language, "import", tmp_path / "f.xml").out


def test_show__names_who_validates_who_is_paid_and_what_is_joined(run: Run, tmp_path: Path) -> None:
    made = b.invoice(
        billing_framework="A9", validator=Party(name="Titulaire fictif", siret=b.HOSPITAL_SIRET),
        payee=Party(name="Affactureur fictif"), preceding=(Preceding(number="F-0"),),
        attachments=(Attachment(file_name="plan.pdf", mime_type="application/pdf", content=b"%PDF"),
                     Attachment(reference="DC4", location="https://example.invalid/dc4")),
    )  # fmt: skip
    (tmp_path / "f.xml").write_bytes(cii.write(made, Circuit.HISTORICAL))
    run("import", tmp_path / "f.xml")
    shown = run("--lang", "fr", "show", "draft:1").out
    for said in (
        f"Valideur : Titulaire fictif – {b.HOSPITAL_SIRET}", "Bénéficiaire : Affactureur fictif",
        "Facture d'origine : F-0", "Pièces jointes : plan.pdf, DC4",
    ):  # fmt: skip
        assert said in shown


def test_exit_codes(run: Run, tmp_path: Path, seller_toml: Path, body_toml: Path) -> None:
    (tmp_path / "f.xml").write_bytes(cii.write(b.invoice(), Circuit.HISTORICAL))
    assert run("import", tmp_path / "f.xml").code == 0
    assert run("issue", "draft:1").code == 3  # no seller
    assert run("seller", "show").code == 3
    assert run("seller", "set", tmp_path / "absent.toml").code == 2
    assert run("seller", "set", seller_toml).code == 0
    assert run("body", "add", body_toml).code == 0
    assert run("check", tmp_path / "f.xml").code == 0
    assert run("issue", "draft:1").code == 0
    assert run("issue", "draft:1").code == 3  # already issued
    other = b.invoice(seller=b.hospital().as_party(), number="H1")
    (tmp_path / "g.xml").write_bytes(cii.write(other, Circuit.HISTORICAL))
    run("import", tmp_path / "g.xml")
    assert run("issue", "draft:2").code == 3  # not mine
    assert run("bundle", "draft:2", "--route", "api", "-o", tmp_path / "o").code == 3
    wrong = b.invoice(number="F3", lines=())
    (tmp_path / "h.xml").write_bytes(cii.write(wrong, Circuit.HISTORICAL))
    run("import", tmp_path / "h.xml")
    assert run("issue", "draft:3").code == 1
    assert run("export", "draft:3", "--as", "pdf", "-o", tmp_path / "h.pdf").code == 1
    assert run("check", tmp_path / "h.xml").code == 1
    assert run("list").code == 0


@pytest.mark.parametrize("content", ["a = ", "= 1", "\ufffe", "[x\n", 'a = "\x00"'])
def test_toml__that_is_broken_is_named(run: Run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content.encode("utf-16" if content == "\ufffe" else "utf-8"))
    ran = run("seller", "set", path)
    assert ran.code == 2
    assert "x.toml" in ran.err
    assert ran.err.count("\n") == 1


def test_bug__is_caught_once_and_reported(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(_workspace: object) -> None:
        raise RuntimeError("IBAN FR76 secret")

    monkeypatch.setattr(follow, "list_all", fail)
    monkeypatch.setattr("chorus_desk.cli.commands.following.list_all", fail)
    ran = run("list")
    assert ran.code == 70
    assert "Traceback" not in ran.err
    assert "secret" not in ran.err
    report = re.search(r"« (.+?\.txt) »", ran.err)
    assert report is not None
    assert "secret" not in Path(report[1]).read_text(encoding="utf-8")
    Path(report[1]).unlink()


def test_output__that_cannot_be_written_is_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

    for words in (["list"], ["list", "--json"]):
        monkeypatch.setattr(sys, "stdout", Full())
        ran = run(*words)
        monkeypatch.undo()
        assert ran.code == 2
        assert "le disque est plein" in ran.err
        assert ran.err.count("\n") == 1


def test_lines__that_fail_are_a_fault_like_any_other(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lines(*_rest: object) -> Iterator[str]:
        yield "une ligne"
        raise RuntimeError

    monkeypatch.setattr("chorus_desk.cli.commands.following._list_lines", lines)
    ran = run("list")
    assert (ran.code, ran.out) == (70, "")


@pytest.mark.parametrize(
    ("words", "code"),
    [(["show", "caf\udce9"], "unknown-id"), (["issue", "caf\udce9"], "no-seller"),
     (["body", "show", "\udce9"], "unknown-body"), (["import", "caf\udce9.xlsx"], "file-missing"),
     (["check", "caf\udce9.xml"], "file-missing"), (["history", "\udce9"], "unknown-id")],
)  # fmt: skip
def test_bytes_that_are_no_text__are_a_mistake_like_any_other(
    run: Run, words: list[str], code: str
) -> None:
    ran = run(*words, json=True)
    assert ran.code in (2, 3)
    assert ran.answer["error"]["code"] == code


def test_damaged_database__is_told_wherever_it_shows(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_bytes(cii.write(b.invoice(), Circuit.HISTORICAL))
    assert run("import", tmp_path / "f.xml").code == 0
    file = tmp_path / "data" / "chorus-desk.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [page] = database.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'lines'"
        ).fetchone()
        [size] = database.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as damaged:
        damaged.seek((page - 1) * size)
        damaged.write(b"\xff" * 200)
    ran = run("show", "draft:1", json=True)
    assert ran.code == 2
    assert ran.answer["error"]["code"] == "database-unreadable"


def test_interrupt__is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_workspace: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("chorus_desk.cli.commands.following.list_all", stop)
    ran = run("list", json=True)
    assert ran.code == 130
    assert ran.answer["error"]["code"] == "interrupted"


def test_without_a_console__nothing_is_printed_and_nothing_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main.run(["--data", str(tmp_path), "list"]) == 0
    assert main.run(["--data", str(tmp_path), "list", "--json"]) == 0
    assert main.run(["--data", str(tmp_path), "show", "x"]) == 2
    assert main.run(["--help"]) == 0
    assert main.run([]) == 2


def test_output__is_utf8_whatever_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252"))
    output.use_utf8()
    print("→ 漢 é", flush=True)
    assert raw.getvalue().decode("utf-8").strip() == "→ 漢 é"


def test_progress__is_for_terminals_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from chorus_desk.cli.session import Session

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    Session("fr").progress("Import")(1, 2)
    Session("fr", json=True).progress("Import")(2, 2)
    assert shown.getvalue() == "\rImport 1 / 2"
    plain = io.StringIO()
    monkeypatch.setattr(sys, "stderr", plain)
    Session("fr").progress("Import")(1, 2)
    assert plain.getvalue() == ""


def test_control_characters__never_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    evil = b.invoice(buyer=b.commune(name="\x9b31mMairie\u202e").as_party(),
                     lines=(b.line(description="a\x85b\u200bc"),))  # fmt: skip
    content = cii.write(evil, Circuit.HISTORICAL)
    assert "\x9b31m" in content.decode()
    (tmp_path / "f.xml").write_bytes(content)
    run("import", tmp_path / "f.xml")
    for words in (["list"], ["show", "draft:1"], ["history", "draft:1"], ["check", "draft:1"]):
        ran = run(*words)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u200b]", ran.out + ran.err), words


def test_failed__says_its_sentence_on_stderr(run: Run) -> None:
    ran = run("show", "rien")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "Aucun document ne s'appelle « rien ».\n"


def test_user_error__has_a_usage_code_unless_told() -> None:
    assert UserError("unknown-id", id="x").exit_code == 2
