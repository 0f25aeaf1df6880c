"""``body import``: the State's published list of public bodies."""

from argparse import Namespace
from pathlib import Path

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.presenters.body_news import news_lines
from chorus_desk.presenters.directory_import import directory_lines, directory_record
from chorus_desk.presenters.records import news_record
from chorus_desk.usecases.import_directory import import_directory
from chorus_desk.wording.catalogue import N_


def _import(arguments: Namespace, session: Session) -> Result:
    files = [Path(file) for file in arguments.files]
    show = session.progress(N_("Annuaire, %"))
    with session.workspace() as workspace:
        imported = import_directory(
            workspace, files, progress=lambda done, total: show(100 * done // (total or 1), 100)
        )
    language = session.language
    news = [news_record(item, language) for item in imported.news]
    lines = [*directory_lines(imported, language), *news_lines(imported.news, language)]
    return Result({**directory_record(imported, language), "news": news}, lines)


COMMANDS = (
    Command(
        ("body", "import"),
        N_("mettre en place l'annuaire publié par l'État"),
        (
            argument(
                "files", nargs="+", metavar="FICHIER",
                help=N_("l'annuaire : classeur, XML, CSV ou zip, en un ou plusieurs fichiers"),
            ),
        ),
        _import,
    ),
)  # fmt: skip
