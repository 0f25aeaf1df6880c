"""Every finding and error has its sentence in both languages, with all places filled."""

import ast
import re
from dataclasses import replace

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Party
from chorus_desk.formats import official
from chorus_desk.formats.official_rules.forms import Form
from chorus_desk.formats.official_rules.places import _OF_TERM
from chorus_desk.rules.engine import check
from chorus_desk.wording import errors
from chorus_desk.wording.catalogue import LANGUAGES, say, say_count
from chorus_desk.wording.findings import described, fix, sentence
from chorus_desk.wording.names import field_name, status_action, status_name, term_name
from chorus_desk.wording.sentences import SENTENCES
from chorus_desk.wording.sentences.of_others import SENTENCES as OF_OTHERS
from chorus_desk.wording.sentences.sheets import FORMS, SHEETS
from tests.conftest import ROOT
from tests.unit.rules.examples import EXAMPLES

PLACE = re.compile(r"\{(\w+)\}")


def raised(package: str = "chorus_desk") -> dict[str, set[str]]:
    """Return the codes that the program gives to UserError and state_error, with their params."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ("UserError", "state_error") and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    names = {k.arg for k in node.keywords if k.arg and k.arg != "exit_code"}
                    found.setdefault(str(code.value), set()).update(names)
    return found


def test_errors__each_code_has_a_sentence_and_each_sentence_a_use() -> None:
    of_sqlite = {"database-busy", "folder-not-writable", "disk-full", "database-read-only"}
    assert set(raised()) | of_sqlite == set(errors.SENTENCES)


def test_errors__fill_every_place() -> None:
    for code, params in raised().items():
        wanted = set(PLACE.findall(errors.SENTENCES[code].replace("{{", "").replace("}}", "")))
        assert wanted <= params | {"folder"}, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_error_sentence__is_one_sentence(language: str) -> None:
    text = errors.error_sentence(UserError("bad-series", series="X"), language)
    assert "{number}" in text
    assert "X" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", EXAMPLES)
def test_sentence__of_every_rule_is_whole(rule: str, language: str) -> None:
    made, where = EXAMPLES[rule].wrong
    for circuit in Circuit:
        for finding in check(made, replace(where, circuit=circuit)):
            text, todo = sentence(finding, language), fix(finding, language)
            assert text
            assert "{" not in text + (todo or "")
            assert "Règle officielle" not in text
            assert "Official rule" not in text


@pytest.mark.parametrize(
    ("case", "words"),
    [(None, "que le programme connaît"), ("closed", "Bourg est fermé"),
     ("not-listed", "pas dans la liste de l'État"), ("other", "que le programme connaît")],
)  # fmt: skip
def test_sentence__tells_the_cases_of_a_rule_apart(case: str | None, words: str) -> None:
    params = {"siret": "1", "name": "Bourg"} | ({"case": case} if case else {})
    finding = Finding(rule="CD-BUYER-UNKNOWN", severity=Severity.WARNING, source=Source.DIRECTORY,
                      params=params)  # fmt: skip
    assert words in sentence(finding, "fr")
    assert fix(finding, "fr")
    assert "fermé" not in sentence(finding, "en")


def test_sentences__every_case_is_of_a_rule() -> None:
    assert {rule.partition(":")[0] for rule in SENTENCES} == {r for r in SENTENCES if ":" not in r}


def test_sentences__french_has_its_spaces_and_english_has_none() -> None:
    tables = (SENTENCES, SHEETS, FORMS)
    for text in [part for table in tables for pair in table.values() for part in pair if part]:
        assert not re.search(r"\w[;:!?»]", re.sub(r"\{.*?\}|https?:", "", text)), text
        english = say(text, "en")
        assert not re.search(r"\s[;:!?,.](\s|$)", english), english
        assert "«" not in english


def test_sentence__of_an_official_rule_we_have_no_words_for_gives_its_own_text() -> None:
    finding = Finding(rule="BR-99", severity=Severity.ERROR, source=Source.EN16931,
                      params={"text": "Some official words."})  # fmt: skip
    assert sentence(finding, "fr") == "Règle officielle BR-99\u00a0: Some official words."


def test_sentence__of_ours_that_lacks_its_figures_is_said_without_them() -> None:
    finding = Finding(rule="BR-CO-10", severity=Severity.ERROR, source=Source.EN16931,
                      params={"text": "The sums differ."})  # fmt: skip
    assert sentence(finding, "en") == "The total of lines is not the sum of the lines."
    assert described(finding, "en")["fix"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("BR-FR-05_BT-22_PMD", "pénalités"), ("BR-FR-03_EXT-FR-FE-134", "entre 2000 et 2099"),
        ("BR-FXEXT-E-08rev", "n'est pas répété"), ("BR-DEC-23", "deux décimales"),
    ],
)  # fmt: skip
def test_sentence__of_an_official_rule_serves_every_datum(rule: str, words: str) -> None:
    finding = Finding(rule=rule, severity=Severity.ERROR, source=Source.EN16931,
                      params={"text": "Official words."})  # fmt: skip
    assert words in sentence(finding, "fr")
    assert "Official" not in sentence(finding, "en")


@pytest.mark.parametrize("form", Form)
def test_sentence__of_a_ready_made_assertion_names_the_term(form: Form) -> None:
    finding = Finding(rule="FX-SCH-A-000001", severity=Severity.ERROR, source=Source.EN16931,
                      params={"form": form.value, "what": "BT-41"})  # fmt: skip
    assert "contact du vendeur" in sentence(finding, "fr")
    assert "seller's contact" in sentence(finding, "en")


def test_sentence__names_what_was_not_kept() -> None:
    def said(term: str, language: str) -> str:
        finding = Finding(rule="CD-NOT-KEPT", severity=Severity.WARNING, source=Source.IMPORT,
                          params={"term": term, "value": "x"})  # fmt: skip
        return sentence(finding, language)

    assert "numéro de marché" in said("BT-12", "fr")
    assert "contract number" in said("BT-12", "en")
    assert "marque de facture d'essai" in said("ExchangedDocumentContext/TestIndicator", "fr")
    assert "élément « Bogus »" in said("SellerTradeParty/Bogus", "fr").replace("\u00a0", " ")
    assert "TVA %" in said("TVA %", "fr")


def test_term_name__knows_every_term_that_the_library_reads() -> None:
    terms = set(official.terms_by_names().values())
    assert len(terms) > 100
    for term in terms | set(_OF_TERM):
        assert not term_name(term, "fr").startswith(("BT-", "BG-", "EXT-", "élément")), term


def test_sentence__cannot_be_turned_into_a_template_by_its_values() -> None:
    finding = Finding(rule="BR-FR-02", severity=Severity.ERROR, source=Source.LAW,
                      params={"number": "{rule.__class__}"})  # fmt: skip
    assert "{rule.__class__}" in sentence(finding, "fr")


def test_say_count__knows_the_plural_of_each_language() -> None:
    one, many = "{count} facture", "{count} factures"
    assert say_count(one, many, 0, "fr") == "0 facture"
    assert say_count(one, many, 2, "fr") == "2 factures"
    assert say_count("{count} brouillon", "{count} brouillons", 0, "en") == "0 drafts"
    assert say_count("{count} brouillon", "{count} brouillons", 1, "en") == "1 draft"


def test_status_name__is_in_words() -> None:
    assert status_name("SUSPENDUE", "fr") == "Suspendue"
    assert status_name("draft", "en") == "Draft"
    assert status_action("SUSPENDUE", "fr")
    assert status_action("paid", "fr") is None


@pytest.mark.parametrize(
    ("path", "name"),
    [("lines[2].quantity", "Ligne 3"), ("buyer.service_code", "Code service"),
     ("seller.siret", "Vendeur"), ("vat[0].amount", "TVA"), (None, "")],
)  # fmt: skip
def test_field_name__leads_people_and_not_machines(path: str | None, name: str) -> None:
    assert field_name(path, "fr") == name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wanted", errors.WANTED)
def test_error_sentence__says_what_a_refused_value_has_to_be(wanted: str, language: str) -> None:
    bare = errors.error_sentence(UserError("bad-value", key="k", value="v"), language)
    told = errors.error_sentence(
        UserError("bad-value", key="k", value="v", wanted=wanted), language
    )
    assert told == f"{bare} {say(errors.WANTED[wanted], language)}"
    assert told.endswith(".")


_OF_ONES_OWN = {
    "G1.45": "compares with the user's own numbers",
    "CD-NUMBER-SEQUENCE": "compares with the user's own series",
    "CD-NUMBER-IN-SERIES": "compares with the user's own series",
    "CD-BUYER-UNKNOWN": "compares with the bodies that the user knows",
    "CD-IBAN-CHANGED": "compares with the user's own invoices",
    "CD-SELLER-NOT-MINE": "says whose it is",
}
"""Rules that speak of the user's business by their nature, with why."""


@pytest.mark.parametrize("rule", sorted(EXAMPLES.keys() - _OF_ONES_OWN))
def test_sentence__of_anothers_invoice_does_not_speak_of_the_users_business(rule: str) -> None:
    made, where = EXAMPLES[rule].wrong
    for circuit in Circuit:
        another = replace(where, circuit=circuit, seller=None, number_follows=False)
        for finding in check(made, another):
            if finding.rule in _OF_ONES_OWN:
                continue
            french = sentence(finding, "fr") + (fix(finding, "fr") or "")
            english = sentence(finding, "en") + (fix(finding, "en") or "")
            assert not re.search(r"[Vv]otre|[Vv]os |Mon entreprise", french), french
            assert not re.search(r"\b[Yy]our\b|My business", english), english


def test_sentence__of_ones_own_invoice_still_speaks_of_my_business() -> None:
    made, where = EXAMPLES["BR-06"].wrong
    for own in (where, replace(where, seller=None, number_follows=True)):
        [finding] = [f for f in check(replace(made, seller=Party()), own) if f.rule == "BR-06"]
        assert "votre entreprise" in sentence(finding, "fr")
    another = replace(where, seller=None)
    [finding] = [f for f in check(made, another) if f.rule == "BR-06"]
    assert sentence(finding, "fr") == "Le nom du vendeur manque."


@pytest.mark.parametrize("rule", OF_OTHERS)
def test_sentence__of_others_names_the_same_figures(rule: str) -> None:
    ours = set(PLACE.findall(" ".join(text for text in SENTENCES[rule] if text)))
    others = set(PLACE.findall(" ".join(text for text in OF_OTHERS[rule] if text)))
    assert others <= ours
