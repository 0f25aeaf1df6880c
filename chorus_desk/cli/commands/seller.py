"""``seller show`` and ``seller set``: the user's business."""

from argparse import Namespace
from pathlib import Path

from chorus_desk.cli.command import Command, argument
from chorus_desk.cli.commands.toml import read_toml
from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session
from chorus_desk.domain.errors import state_error
from chorus_desk.domain.party import Seller
from chorus_desk.presenters.records import seller_record
from chorus_desk.usecases.seller import KEYS, set_seller, show_seller
from chorus_desk.wording.catalogue import N_


def _show(_arguments: Namespace, session: Session) -> Result:
    with session.workspace() as workspace:
        seller = show_seller(workspace)
    if seller is None:
        raise state_error("no-seller")
    return Result({"seller": seller_record(seller)}, _lines(seller, session))


def _set(arguments: Namespace, session: Session) -> Result:
    file = Path(arguments.file)
    with session.workspace() as workspace:
        seller = set_seller(workspace, read_toml(file), file.parent).seller
    saved = session.say(N_("Votre entreprise est enregistrée."))
    return Result({"seller": seller_record(seller)}, [saved, *_lines(seller, session)])


def _lines(seller: Seller, session: Session) -> list[str]:
    """Return the business by the keys of its TOML file, each text of a list on its own line."""
    record = seller_record(seller)
    shown = {key: _values(record[key], session) for key in KEYS if record[key] not in (None, "")}
    shown["logo"] = [session.say(_YES if seller.logo else _NO)]
    width = max(len(key) for key in shown)
    return [
        f"  {'' if index else key:<{width}}  {value}"
        for key, values in shown.items()
        for index, value in enumerate(values)
    ]


_YES, _NO = N_("oui"), N_("non")


def _values(value: object, session: Session) -> list[str]:
    if isinstance(value, bool):
        return [session.say(_YES if value else _NO)]
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


COMMANDS = (
    Command(("seller", "show"), N_("montrer votre entreprise"), (), _show),
    Command(
        ("seller", "set"),
        N_("enregistrer votre entreprise depuis un fichier TOML"),
        (argument("file", metavar=N_("FICHIER.toml"), help=N_("le fichier qui la décrit")),),
        _set,
    ),
)
