"""``body add`` and ``body show``: public bodies."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.commands.toml import read_toml
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.text import writable
from chorus_desk.presenters.bodies import BodyPage, body_page
from chorus_desk.presenters.body_news import news_lines
from chorus_desk.presenters.records import body_record, body_sheet_record
from chorus_desk.usecases.bodies import add_body
from chorus_desk.usecases.body_sheet import BodySheet, body_sheet
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_


def _add(arguments: Namespace, session: Session) -> Result:
    with session.workspace() as workspace:
        body = add_body(workspace, read_toml(Path(arguments.file))).body
        sheet = body_sheet(workspace, body.siret)
    saved = session.say(N_("L'organisme est enregistré."))
    return Result({"body": body_record(body)}, [saved, *_lines(sheet, session)])


def _show(arguments: Namespace, session: Session) -> Result:
    with session.workspace() as workspace:
        sheet = body_sheet(workspace, arguments.siret)
    return Result(body_sheet_record(sheet, session.language), _lines(sheet, session))


def _lines(sheet: BodySheet, session: Session) -> list[str]:
    page = body_page(sheet, session.language)
    lines = [sheet.body.name, f"  SIRET {sheet.body.siret}", *_data_lines(page, session)]
    for service in page.services:
        notes = ", ".join((*service.notes, service.used))
        lines.append(f"  {service.code}  {service.name}".rstrip() + f" ({notes})")
    told = (page.used, page.delay, page.checked, *page.warnings)
    lines += [f"  {text}" for text in told if text]
    return [*lines, *(f"  {line}" for line in news_lines(sheet.news, session.language))]


def _data_lines(page: BodyPage, session: Session) -> Iterator[str]:
    """Give each datum, with who says so and what the list says instead."""
    for datum in page.data:
        said = [part for part in (datum.source, datum.listed) if part]
        source = f" ({values.joined(said, session.language)})" if said else ""
        yield session.say(N_("  {label} : {text}"), label=datum.label, text=datum.text) + source


COMMANDS = (
    Command(
        ("body", "add"),
        N_("enregistrer un organisme public depuis un fichier TOML"),
        (argument("file", metavar=N_("FICHIER.toml"), help=N_("le fichier qui le décrit")),),
        _add,
    ),
    Command(
        ("body", "show"),
        N_("montrer un organisme public et ce qu'il exige"),
        (argument("siret", metavar="SIRET", type=writable, help=N_("ses 14 chiffres")),),
        _show,
    ),
)
