"""The argument parser, whose own words are French or English like the rest."""

import argparse
from collections.abc import Iterable, Sequence
from typing import NoReturn, TypeAlias

from chorus_desk.cli.command import Command
from chorus_desk.domain.errors import UserError
from chorus_desk.wording.catalogue import FRENCH, LANGUAGES, N_, say
from chorus_desk.wording.typography import NO_BREAK, french_spaces

# argparse speaks English; these are the words of it that a person can meet.
_FRENCH_OF_ARGPARSE = {
    "usage: ": "usage : ",
    # A heading of the help gets a bare colon from argparse.
    "positional arguments": f"arguments{NO_BREAK}",
    "options": f"options{NO_BREAK}",
    "the following arguments are required: %s": "il manque : %s",
    "unrecognized arguments: %s": "en trop : %s",
    "expected one argument": "une valeur est attendue",
    "expected at least one argument": "au moins une valeur est attendue",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "« %(value)s » n'est pas admis (choix : %(choices)s)"
    ),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "« %(value)s » n'est pas admis ; vouliez-vous dire « %(closest)s » ? (choix : %(choices)s)"
    ),
    "ambiguous option: %(option)s could match %(matches)s": (
        "option ambiguë : %(option)s peut vouloir dire %(matches)s"
    ),
    "invalid %(type)s value: %(value)r": "« %(value)s » ne convient pas",
    "ignored explicit argument %r": "valeur en trop : %r",
    "one of the arguments %s is required": "il faut l'un de : %s",
    "not allowed with argument %s": "ne va pas avec %s",
}
PROGRAM = "chorus-desk"


class _Parser(argparse.ArgumentParser):
    """Raises an error of ours instead of printing and leaving."""

    def error(self, message: str) -> NoReturn:
        raise UserError("usage", detail=message)


_Places: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001 -- it has no other name


def build_parser(commands: Iterable[Command], language: str) -> argparse.ArgumentParser:
    """Return the parser of all commands, with its help in a language."""
    _speak(language)
    common = _common(language, top=False)
    parser = _Parser(
        prog=PROGRAM,
        description=say(
            N_("Factures au secteur public : les faire justes, les déposer, les suivre."), language
        ),
        parents=[_common(language, top=True)],
        add_help=False,
        allow_abbrev=False,
    )
    _help(parser, language)
    places = parser.add_subparsers(
        metavar=say(N_("COMMANDE"), language), title=_heading(N_("commandes"), language),
        parser_class=_Parser,
    )  # fmt: skip
    groups: dict[str, _Places] = {}
    for command in commands:
        target = places
        if len(command.words) > 1:
            head = command.words[0]
            if head not in groups:
                group = places.add_parser(
                    head, help=say(_GROUPS[head], language), add_help=False, allow_abbrev=False
                )
                _help(group, language)
                groups[head] = group.add_subparsers(
                    metavar=say(N_("ACTION"), language), required=True, parser_class=_Parser
                )
            target = groups[head]
        _add(target, command, language, common)
    return parser


def _heading(text: str, language: str) -> str:
    return say(text, language) + (NO_BREAK if language == FRENCH else "")


_GROUPS = {
    "seller": N_("votre entreprise"),
    "body": N_("les organismes publics"),
    "prices": N_("votre tarif"),
}


def _add(
    target: "_Places", command: Command,
    language: str, common: _Parser,
) -> None:  # fmt: skip
    text = say(command.help, language)
    parser = target.add_parser(
        command.words[-1], help=text, description=text, parents=[common], add_help=False,
        allow_abbrev=False,
    )  # fmt: skip
    _help(parser, language)
    for item in command.arguments:
        options = dict(item.options)
        if "metavar" in options:
            options["metavar"] = say(str(options["metavar"]), language)
        parser.add_argument(*item.flags, help=say(item.help, language), **options)  # type: ignore[arg-type]
    parser.set_defaults(command=command)


def _help(parser: argparse.ArgumentParser, language: str) -> None:
    parser.add_argument("-h", "--help", action="help", help=say(N_("montrer cette aide"), language))


def _common(language: str, *, top: bool) -> _Parser:
    """Return the options that go before or after the command alike."""
    parser = _Parser(add_help=False)
    absent = None if top else argparse.SUPPRESS
    parser.add_argument(
        "--data", metavar=say(N_("DOSSIER"), language), default=absent,
        help=say(N_("dossier des données, à la place du vôtre"), language),
    )  # fmt: skip
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=absent,
        help=say(N_("langue : fr ou en"), language),
    )  # fmt: skip
    parser.add_argument(
        "--json", action="store_true", default=False if top else argparse.SUPPRESS,
        help=say(N_("répondre par un objet JSON"), language),
    )  # fmt: skip
    return parser


def language_of(arguments: Sequence[str]) -> str:
    """Return the language asked for, before anything is parsed: help needs it."""
    for position, word in enumerate(arguments):
        if word == "--lang" and position + 1 < len(arguments):
            wanted = arguments[position + 1]
        elif word.startswith("--lang="):
            wanted = word.removeprefix("--lang=")
        else:
            continue
        if wanted in LANGUAGES:
            return wanted
    return LANGUAGES[0]


def _speak(language: str) -> None:
    """Put argparse's own words in a language: it looks them up in its module when it speaks."""

    def translate(text: str) -> str:
        french = _FRENCH_OF_ARGPARSE.get(text) if language == FRENCH else None
        return text if french is None else french_spaces(french)

    def translate_count(one: str, many: str, count: int) -> str:
        return translate(one if count == 1 else many)

    argparse._ = translate  # type: ignore[attr-defined]
    argparse.ngettext = translate_count  # type: ignore[attr-defined]
