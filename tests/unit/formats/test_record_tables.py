"""Tables of records: what their words are, how their cells are read, what is no such table."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk import resources
from chorus_desk.formats.any_table.delimited import read_delimited
from chorus_desk.formats.any_table.grid import Cell, Grid
from chorus_desk.formats.any_table.mapping import Mapping, Told
from chorus_desk.formats.any_table.reading import read_grids
from chorus_desk.formats.any_table.values import UNTOLD, UnreadableValueError
from chorus_desk.formats.record_tables.cells import READERS, status_of_words
from chorus_desk.formats.record_tables.reading import Record, kind_of, read_records
from chorus_desk.formats.record_tables.targets import targets
from chorus_desk.usecases.reading_files import format_of
from chorus_desk.wording.record_rows import DATA

D = Decimal
GRID = Grid("S", [])
TARGETS = targets()


def read(text: str, kind: str, mapping: Mapping | None = None) -> tuple[Record, ...]:
    return read_records([read_delimited(text.encode(), "f.csv")], kind, mapping).records


def value(reader: str, cell: Cell) -> object:
    found = READERS[reader](cell, GRID, UNTOLD)
    return None if found is None else found.value


def test_columns__have_readers_and_names_and_content_tells_those_of_one_word() -> None:
    doubles: dict[tuple[str, ...], list[str]] = {}
    for kind, target in TARGETS.items():
        assert any(datum.needed for datum in target.data)
        assert any(datum.telling for datum in target.data)
        for datum in target.data:
            assert datum.reads in READERS
            assert not datum.key or f"{kind}.{datum.key}" in DATA
            for words in datum.words:
                doubles.setdefault((kind, *words), []).append(datum.reads)
    for words, readers in doubles.items():
        # « Description » beside « Désignation » is the longer text of the two.
        assert len(set(readers)) == len(readers) or words == ("prices", "description"), words
    assert set(DATA) == {f"{kind}.{key}" for kind in TARGETS for key in TARGETS[kind].meanings}


def test_status_words__name_statuses_there_are_each_word_once() -> None:
    known = {row["code"] for row in resources.read_table("invoice_statuses")}
    words = [
        (word, row["status"])
        for row in resources.read_table("status_words") for word in row["words"].split("|")
    ]  # fmt: skip
    assert {status for _, status in words} <= known | {"paid", "part-paid", "deposited", "none"}
    assert len({word for word, _ in words}) == len(words)


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("Payée", "paid"), ("REGLEE", "paid"), ("  Soldée. ", "paid"), ("Mandatée", "MANDATEE"),
        ("Mandatée (DP validée)", "MANDATEE"), ("MISE_A_DISPOSITION", "MISE_A_DISPOSITION"),
        ("mise à disposition du destinataire", "MISE_A_DISPOSITION"), ("08", "MANDATEE"),
        ("Déposée", "deposited"), ("Envoyée", "none"), ("Règlement partiel", "part-paid"),
        ("perdue", None), ("", None), ("x" * 5000, None),
    ],
)  # fmt: skip
def test_status__is_read_in_words_code_or_number(typed: str, status: str | None) -> None:
    assert status_of_words(typed) == status


@pytest.mark.parametrize("row", resources.read_table("invoice_statuses"), ids=lambda r: r["code"])
def test_every_label__of_the_portal_is_read(row: dict[str, str]) -> None:
    wanted = "deposited" if row["code"] == "DEPOSEE" else row["code"]
    wanted = "none" if row["code"] == "BROUILLON" else wanted
    assert status_of_words(row["label"]) == wanted


@pytest.mark.parametrize(
    ("reader", "cell", "wanted"),
    [
        ("postcode", 1000.0, "01000"), ("postcode", "35 000", "35000"), ("postcode", "", None),
        ("siret", 21010003800012.0, "21010003800012"), ("money", "1 234,56 €", D("1234.56")),
        ("vat", "20 %", D(20)), ("vat", 0.055, D("5.5")), ("vat", "exonéré", "exempt"),
        ("vat", "TVA non applicable, art. 293 B", "VATEX-FR-FRANCHISE"), ("unit", "H", "HUR"),
        ("unit", "(pas d’unité)", None), ("flag", "Oui", True), ("flag", "x", True),
        ("flag", "non", False), ("days", "30 jours fin de mois", 30), ("paid", "oui", True),
        ("paid", "21/11/2026", date(2026, 11, 21)), ("paid", 120.5, D("120.5")),
        ("paid", "Payée", "paid"), ("text", "  a \n b ", "a b"), ("aside", "x", None),
    ],
)  # fmt: skip
def test_a_cell__is_read_as_its_column_says(reader: str, cell: Cell, wanted: object) -> None:
    assert value(reader, cell) == wanted


@pytest.mark.parametrize(
    ("reader", "cell"),
    [("unit", "brouette"), ("flag", "peut-être"), ("days", "30 ou 45"), ("status", "???"),
     ("money", "cher"), ("day", "hier"), ("paid", "bientôt"), ("text", "x" * 1001),
     ("money", "9" * 60), ("vat", "beaucoup")],
)  # fmt: skip
def test_a_cell__that_is_not_that_is_no_value(reader: str, cell: Cell) -> None:
    with pytest.raises(UnreadableValueError):
        value(reader, cell)


def test_what_a_person_says__goes_before_the_headings() -> None:
    mapping = Mapping(
        columns=(Told("Combien", "unit_price"), Told("Prix", ""), Told("Quoi", "description"))
    )
    [record] = read("Quoi;Prix;Combien\nAffiche;12;30\n", "prices", mapping)
    assert record.values == {"description": "Affiche", "unit_price": D(30)}


def test_a_heading_of_two_meanings__is_told_by_its_content() -> None:
    [day] = read("Facture;Payé le\nF1;21/11/2026\n", "statuses")
    [flag] = read("Facture;Payé\nF1;oui\n", "statuses")
    assert day.values["paid_on"] == date(2026, 11, 21)
    assert flag.values["paid"] is True


def test_a_purchase_price__is_none_of_ours() -> None:
    [record] = read("Article;Prix d'achat HT;Prix de vente HT\nAffiche;3;12,50\n", "prices")
    assert record.values == {"description": "Affiche", "unit_price": D("12.50")}


def test_a_name_that_sounds_like_a_sum__is_a_customer_all_the_same() -> None:
    siret = "21990002400015"
    records = read(f"Nom;SIRET;Ville\nTotal Énergies;{siret};Paris\nTotal;;\n", "bodies")
    assert [record.values["name"] for record in records] == ["Total Énergies"]


@pytest.mark.parametrize("text", [
    "a;b\n1;2\n", "Nom;Montant\nx;3\n", "Facture;Date;Client;Montant HT\nF1;12/11/2026;x;3\n",
    "N° facture;Date;Désignation;Qté;PU HT;Statut\nF1;12/11/2026;Affiche;2;3;Payée\n",
    "Désignation;Quantité;Prix unitaire\nAffiche;2;3\n", "Date;Libellé;Débit;Crédit\n1/1/2026;x;1;\n",
])  # fmt: skip
def test_other_tables__are_left_to_the_invoices(text: str) -> None:
    assert kind_of([read_delimited(text.encode(), "f.csv")]) is None


def test_files_of_strangers__two_are_of_records_and_the_others_are_not(corpus: Path) -> None:
    found = {}
    for path in sorted((corpus / "spreadsheets").glob("*/*.*")):
        content = path.read_bytes()
        if path.suffix == ".json":
            continue
        kind = kind_of(read_grids(content, format_of(content), path.name))
        if kind is not None:
            found[path.name] = kind
    assert found == {
        "frappe_parties.csv": "bodies", "pennylane_catalogue_produits.csv": "prices",
    }  # fmt: skip
