"""A table of customers: each row's body is added to those the user has, or completes one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from chorus_desk.directory.records import STATE_LIST
from chorus_desk.domain.identifiers import Problem, parse_service_code, parse_siret
from chorus_desk.domain.party import PublicBody, Requirement, Service
from chorus_desk.domain.text import fold
from chorus_desk.formats.record_tables.reading import Record
from chorus_desk.storage import bodies
from chorus_desk.storage.body_merges import entry_of
from chorus_desk.storage.record_imports import Changed
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.importing.records.outcomes import (
    CHANGED,
    NEW,
    SAME,
    Reason,
    RowOutcome,
    cell_reasons,
    reason,
    untaken,
)
from chorus_desk.usecases.known_bodies import has_state_list
from chorus_desk.usecases.relist import relist_drafts
from chorus_desk.usecases.workspace import Workspace

_TEXTS = ("name", "street", "postcode", "city")
_LEGAL_DAYS = (30, 50, 60)
_USUAL_DAYS = 30
_SIREN_DIGITS = 9
_NEEDS = {
    (False, False): Requirement.NONE, (True, False): Requirement.SERVICE,
    (False, True): Requirement.COMMITMENT, (True, True): Requirement.BOTH,
}  # fmt: skip
"""What a body asks for, by whether the service and the commitment are compulsory."""


class BodiesImport:
    """The rows of one file, taken one after the other; what is to be kept follows from all."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace, self._today = workspace, workspace.clock.today()
        self._own: dict[str, PublicBody] = {}
        self._has_list = has_state_list(workspace)

    def take(self, record: Record) -> RowOutcome:
        """Say what becomes of a row."""
        name = record.get("name", str) or ""
        typed = record.get("siret", str)
        parsed = parse_siret(typed) if typed else Problem("empty")
        outcome = untaken(record, typed, name)
        if isinstance(parsed, Problem):
            return replace(outcome, reasons=(_siret_reason(record, typed, parsed),))
        siret = str(parsed)
        listed = self._workspace.directory.load_body(siret, self._today)
        before = self._own.get(siret) or bodies.load_body(self._workspace.connection, siret)
        if not name and listed is None and before is None:
            return replace(outcome, key=siret, reasons=(reason("body-no-name"),))
        merged = _Merged(siret, record, listed, before, self._today)
        own, reasons = merged.body(), [*merged.reasons, *cell_reasons(record)]
        if listed is not None and before is None:
            reasons.insert(0, reason("body-listed"))
        elif self._has_list and (listed is None or listed.source != STATE_LIST):
            reasons.append(reason("body-not-listed"))
        self._own[siret] = own
        return replace(
            outcome, key=siret, name=own.name, reasons=tuple(reasons),
            outcome=NEW if before is None else CHANGED if _differ(own, before) else SAME,
        )  # fmt: skip

    def keep(self) -> tuple[list[Changed], Changes]:
        """Keep the bodies that the rows make; return what was there before, and after."""
        connection, changed = self._workspace.connection, []
        for siret, own in self._own.items():
            before = bodies.load_body(connection, siret)
            if before is not None and not _differ(own, before):
                continue
            entry = entry_of(connection, siret)
            bodies.save_body(connection, own)
            changed.append(Changed(siret, entry, entry_of(connection, siret)))
        if not changed:
            return [], Changes.NOTHING
        sirets = [item.key for item in changed]
        return changed, Changes.BODIES | relist_drafts(self._workspace, *sirets)


def _siret_reason(record: Record, typed: str | None, problem: Problem) -> Reason:
    if typed is None:
        return reason("body-no-siret")
    shown = next((r.value for r in record.remarks if r.key == "siret"), typed)
    if typed.isdigit() and len(typed) == _SIREN_DIGITS:
        return reason("body-siren", value=shown)
    code = "body-siret-key" if problem.reason == "checksum" else "body-siret"
    return reason(code, value=shown)


def _differ(own: PublicBody, before: PublicBody) -> bool:
    return own != before or own.mine != before.mine


@dataclass
class _Merged:
    """What a row adds to what is known of its body: gaps are filled, nothing is written over."""

    siret: str
    record: Record
    listed: PublicBody | None
    before: PublicBody | None
    today: date

    def __post_init__(self) -> None:
        self.reasons: list[Reason] = []

    def body(self) -> PublicBody:
        """Return the user's own entry with what the row adds."""
        start = self.before or self._begun()
        own = replace(start, services=self._services(start))
        for key, value in self._given():
            own = self._with(own, key, value)
        return own

    def _begun(self) -> PublicBody:
        """Return an entry that says nothing of its own yet."""
        day = self.today.isoformat()
        if self.listed is not None:
            return replace(self.listed, services=(), mine=frozenset(), source="user", as_of=day)
        return PublicBody(siret=self.siret, name="", source="user", as_of=day)

    def _given(self) -> Iterator[tuple[str, Any]]:
        for key in _TEXTS:
            value = self.record.get(key, str)
            if value is not None:
                yield key, value
        service = self.record.get("requires_service", bool)
        commitment = self.record.get("requires_commitment", bool)
        if service is not None or commitment is not None:
            yield "requires", _NEEDS[bool(service), bool(commitment)]
        days = self.record.get("payment_days", int)
        if days in _LEGAL_DAYS and days != _USUAL_DAYS:
            yield "payment_days", days
        elif days is not None and days != _USUAL_DAYS:
            self.reasons.append(reason("body-days", value=str(days)))

    def _with(self, own: PublicBody, key: str, value: Any) -> PublicBody:
        """Return the entry with a datum where none was known; else say that the known one stays."""
        alone = key in own.mine or self.listed is None
        known = getattr(own if alone else self.listed, key)
        usual = key == "payment_days" and key not in own.mine and known in (None, _USUAL_DAYS)
        if known in (None, "") or usual:
            day = self.today.isoformat()
            changes: dict[str, Any] = {
                key: value, "mine": own.mine | {key}, "said_on": {**own.said_on, key: day},
            }  # fmt: skip
            return replace(own, **changes)
        if fold(str(known)) != fold(str(value)):
            self.reasons.append(reason(f"body-kept-{key}", kept=str(known), value=str(value)))
        return own

    def _services(self, own: PublicBody) -> tuple[Service, ...]:
        """Return the services with the row's, unless a list or the user has it already."""
        typed = self.record.get("service_code", str)
        if typed is None:
            return own.services
        parsed = parse_service_code(typed)
        if isinstance(parsed, Problem):
            self.reasons.append(reason("body-service", value=typed[:60]))
            return own.services
        known = self.listed.service(parsed) if self.listed else None
        if known or own.service(parsed):
            return own.services
        name = self.record.get("service_name", str)
        self.reasons.append(reason("body-service-added", value=str(parsed)))
        return (*own.services, Service(code=str(parsed), name=name, mine=True))
