"""``prices list``: what the user sells, at which price."""

from argparse import Namespace

from chorus_desk.cli.command import Command
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.presenters.catalogue import COLUMNS, item_record, item_row
from chorus_desk.presenters.texts import table
from chorus_desk.usecases.catalogue import list_items
from chorus_desk.wording.catalogue import N_


def _list(_arguments: Namespace, session: Session) -> Result:
    with session.workspace() as workspace:
        items = list_items(workspace)
    headings = [session.say(column.heading) for column in COLUMNS]
    rows = [list(item_row(item, session.language)) for item in items]
    lines = table(headings, rows, right="   >") if rows else [session.say(_NONE)]
    return Result({"items": [item_record(item) for item in items]}, lines)


_NONE = N_("Aucun tarif pour le moment : « import FICHIER --as prices » en apporte un.")


COMMANDS = (Command(("prices", "list"), N_("lister votre tarif"), (), _list),)
