"""The directory of the reform (flow F14): of all establishments, those that are public bodies.

Source: facts on the flow (blocks UniteLegale, Etablissement, CodeRoutage, plateformes, lignes);
an establishment that is a public body has a block DonneesB2G.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from chorus_desk.directory.reading.elements import Elements
from chorus_desk.directory.reading.streams import Meter
from chorus_desk.directory.reading.tables import NumberedRow, Sample, TableColumns
from chorus_desk.domain.errors import UserError

ROOT = "AnnuaireConsultationF14"
RECORDS = frozenset({
    "UniteLegale", "Etablissement", "CodeRoutage", "IdPlateformeReception", "LigneAnnuaire",
})  # fmt: skip
"""All of them, so that each is forgotten when it was read; two are of interest."""
_PUBLIC = "EngagementJuridique"
"""Of the block DonneesB2G; routing codes have it too."""
_LAYOUT = (
    Sample("Etablissement", (
        "IdSIRET", "Nom", "LigneAdresse1", "LigneAdresse2", "LigneAdresse3", "CP", "Localite",
        "CodePays", "Statut", "Service", _PUBLIC, "EngJurServ", "MOA", "MOAunique", "MotifPresence",
    )),
    Sample("CodeRoutage", ("IdSIRET", "IdRoutage", "Nom", "Statut", _PUBLIC, "MotifPresence")),
)  # fmt: skip
_GONE = "S"
"""First letter of the reason for which a record that was deleted is in the file."""


@dataclass(frozen=True)
class ReformDirectory:
    """The reform's export, complete: its layout is known, and its records come after gigabytes."""

    elements: Elements

    @property
    def name(self) -> str:
        """Its file."""
        return self.elements.name

    @property
    def size(self) -> int:
        """The bytes that are counted while it is read."""
        return self.elements.size

    def samples(self) -> Iterator[Sample]:
        """Give the layout, without rows.

        Raises:
            UserError: it tells changes only (``list-differences``), it is unreadable.
        """
        flow = self.elements.beginning.get("TypeFlux", "")
        if flow.upper().startswith("D"):
            raise UserError("list-differences", file=self.elements.name)
        yield from _LAYOUT

    def rows(self, tables: Mapping[str, TableColumns], meter: Meter) -> Iterator[NumberedRow]:
        """Give the public bodies and the routing codes, private ones too: their SIRETs tell.

        Raises:
            UserError: see ``Elements``.
        """
        places = {name: self._places(table) for name, table in tables.items()}
        for name, number, row in self.elements.rows(tables, meter):
            public, reason = places[name]
            if name == "Etablissement" and row[public] is None:
                continue
            if not str(row[reason] or "").upper().startswith(_GONE):
                yield name, number, row

    def day(self) -> date | None:
        """Return the day on which it was made."""
        return self.elements.day()

    def _places(self, table: TableColumns) -> tuple[int, int]:
        headings = [column.heading for column in table.columns]
        return headings.index(_PUBLIC), headings.index("MotifPresence")
