"""Tables as people keep them, made up for the screens: a list, a form, months, bad rows.

Their words are none of the program's own: those would be taken for texts that lack their English.
"""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

Rows = Sequence[Sequence[object]]
_SIRET = "21990001600011"
_NAME = "Commune de Bourg-Fictif"
_HEAD = (
    "N°", "Date", "Mairie / client", "SIRET", "Bon de commande", "Travaux", "Passages", "Tarif",
    "Taux TVA", "Total T.T.C.", "Chantier",
)  # fmt: skip
_WORKS = (
    "Pose de panneaux", "Réparation du portail", "Peinture de la salle des fêtes",
    "Élagage des platanes", "Entretien de l'éclairage public", "Nettoyage des abords de l'école",
)  # fmt: skip


def _row(number: int, work: str, visits: object, price: object, total: object = "") -> list[object]:
    return [
        f"T26-{number:03}", f"{number + 2:02}/11/2026", _NAME, _SIRET, f"BC-{410 + number}", work,
        visits, price, "20 %", total, "Nord" if number % 2 else "Centre",
    ]  # fmt: skip


def _list() -> Rows:
    rows = [
        _row(number, work, number + 3, 42.5, (number + 3) * 51.0 + (5 if number == 4 else 0))
        for number, work in enumerate(_WORKS, start=1)
    ]
    return [["Atelier Exemple – travaux facturés"], [], _HEAD, *rows,
            ["TOTAL", *[""] * 8, sum(float(str(row[9])) for row in rows), ""]]  # fmt: skip


def _form() -> Rows:
    return [
        ["Atelier Exemple", "", "", "Facture n° 2026-17"],
        ["12 rue des Inventions", "", "", "Le 12/11/2026"],
        ["Bon pour accord :", "BC 418", "Échéance :", "12/12/2026"],
        [],
        ["Client :", _NAME],
        ["SIRET :", _SIRET],
        [],
        ["Description", "Qté", "PU HT", "Total H.T."],
        ["Affiches A2, quatre couleurs", 200, 1.2, 240],
        ["Tracts", 1500, 0.08, 120],
        ["Livraison sur place", 1, 25, 25],
        ["", "", "Total HT :", 385],
        ["", "", "TVA 20 %", 77],
        ["", "", "Total TTC :", 462],
    ]


def _months() -> dict[str, Rows]:
    head = (
        "Facture n°",
        "Date",
        "Mairie / client",
        "SIRET",
        "Prestation",
        "Qté",
        "PU HT",
        "Taux TVA",
    )
    sheets: dict[str, Rows] = {}
    for month, name in enumerate(("Septembre", "Octobre", "Novembre"), start=9):
        rows = [
            (f"M{month}-{n}", f"{4 * n:02}/{month:02}/2026", _NAME, _SIRET, work, n, 65, "20 %")
            for n, work in enumerate(_WORKS[: month - 6], start=1)
        ]
        sheets[f"{name} 2026"] = [[f"Factures de {name.lower()} 2026"], [], head, *rows]
    sheets["Tarifs"] = [["Heure de jour", "65 €"], ["Déplacement", "offert"]]
    return sheets


def _bad() -> Rows:
    rows = [list(row) for row in _list()[:-1]]
    rows[4][7], rows[6][1] = "à voir", "mi-novembre"
    return rows


def write_tables(folder: Path) -> None:
    """Write the tables into a folder."""
    _write(folder / "travaux.xlsx", {"Travaux": _list()})
    _write(folder / "facture-17.xlsx", {"Facture": _form()})
    _write(folder / "mois.xlsx", _months())
    _write(folder / "travaux-illisibles.xlsx", {"Travaux": _bad()})


def _write(path: Path, sheets: dict[str, Rows]) -> None:
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
