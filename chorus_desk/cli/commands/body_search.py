"""``body search``: public bodies by what somebody knows of them."""

from argparse import Namespace
from collections.abc import Iterator

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.text import writable
from chorus_desk.presenters.records import found_body_record
from chorus_desk.usecases.find_bodies import FoundBody, find_bodies
from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.names import REQUIREMENTS

_MOST = 1000
_USUAL = 12


def _search(arguments: Namespace, session: Session) -> Result:
    with session.workspace() as workspace:
        found = find_bodies(workspace, " ".join(arguments.text), arguments.limit)
    lines = [line for body in found for line in _lines(body, session)]
    none = session.say(N_("Aucun organisme ne répond à ces mots."))
    return Result({"bodies": [found_body_record(body) for body in found]}, lines or [none])


def _lines(body: FoundBody, session: Session) -> Iterator[str]:
    place = " ".join(part for part in (body.postcode, body.town) if part) or body.department
    yield f"{body.name} ({place})" if place else body.name
    details = [f"SIRET {body.siret}"]
    if body.service:
        details.append(" ".join(part for part in (body.service.code, body.service.name) if part))
    if body.requires:
        asked = session.say(REQUIREMENTS[body.requires])
        details.append(session.say(N_("exige : {what}"), what=asked))
    if not body.active:
        details.append(session.say(N_("fermé")))
    yield f"  {' · '.join(details)}"


def _count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= _MOST:
        raise ValueError
    return count


_count.__name__ = "--limit"  # argparse names what does not fit by the function's name

COMMANDS = (
    Command(
        ("body", "search"),
        N_("trouver un organisme public par son nom, sa ville, son SIRET ou un service"),
        (
            argument(
                "text", nargs="+", metavar="TEXTE", type=writable,
                help=N_("ce que vous en savez"),
            ),
            argument(
                "--limit", metavar="N", type=_count, default=_USUAL,
                help=N_("combien en montrer, au plus"),
            ),
        ),
        _search,
    ),
)  # fmt: skip
