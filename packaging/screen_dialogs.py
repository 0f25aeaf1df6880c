"""The dialogs among the screens."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget
from screen_window import Show, drafts, editor, one_chosen, settle, wait_until

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.domain.inquiry import Channel
from chorus_desk.domain.party import PublicBody
from chorus_desk.gui.app import Application
from chorus_desk.usecases.missing_data import Lacking, missing_data


def _prices(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.price_list import PriceListDialog
    from chorus_desk.usecases.catalogue import list_items

    found: list[tuple[CatalogueItem, ...]] = []
    application.desk.run(list_items, found.append)
    wait_until(lambda: found, "the price list")
    return PriceListDialog(application.desk, application.window, found[0], None)


def dialog(make: Callable[[Application], QDialog]) -> Show:
    """Return what shows a dialog before the list."""

    def show(application: Application, folder: Path) -> QWidget:
        one_chosen(application, folder)
        dialog = make(application)
        dialog.setModal(False)
        dialog.show()
        settle(application)
        return dialog

    return show


def _issue(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.issue import IssueDialog
    from chorus_desk.usecases.foresee import foresee

    found: list[IssueDialog] = []
    names = [f"draft:{number}" for number in drafts(application)[1:]]
    application.desk.run(
        lambda workspace: foresee(workspace, names),
        lambda seen: found.append(IssueDialog(application.desk, seen, application.window)),
    )
    wait_until(lambda: found, "the dialog")
    return found[0]


def _status(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.status import StatusDialog

    title = application.desk.say("Noter un statut")
    return StatusDialog(application.desk, application.window, title=title, deposit=False)


def _deposited(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.status import StatusDialog

    title = application.desk.say("Noter le dépôt")
    return StatusDialog(application.desk, application.window, title=title, deposit=True)


def _export(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.export import ExportDialog

    return ExportDialog(application.desk, application.window)


def _export_several(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.export import ExportDialog
    from chorus_desk.presenters.exporting import WORKBOOK_KINDS

    return ExportDialog(application.desk, application.window, WORKBOOK_KINDS)


def _keys(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.keys import KeysDialog

    return KeysDialog(application.desk, application.window)


def _about(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.about import AboutDialog

    return AboutDialog(application.desk, application.window)


def _body(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.body import BodyDialog
    from chorus_desk.presenters.body_form import entry_from

    entry = entry_from("Mairie de Nulle-Part")
    return BodyDialog(application.desk, application.window, entry, new=True)


def _lacking(application: Application) -> Lacking:
    """Return what lacks most of the bodies that can be written to."""
    found: list[tuple[Lacking, ...]] = []
    application.desk.run(missing_data, found.append)
    wait_until(lambda: found, "what is missing")
    return next(item for item in found[0] if item.buyer.name)


def _letter(application: Application) -> QDialog:
    from chorus_desk.formats.letter import Letter
    from chorus_desk.gui.dialogs.letter import LetterDialog
    from chorus_desk.usecases.letters import letter_for

    lacking, made = _lacking(application), list[Letter]()
    application.desk.run(
        lambda workspace: letter_for(workspace, lacking, Channel.LETTER), made.append
    )
    wait_until(lambda: made, "the letter")
    window = application.window
    return LetterDialog(application.desk, window, lacking, made[0], Channel.LETTER)


def _answer(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.answer import AnswerDialog

    return AnswerDialog(application.desk, application.window, _lacking(application))


def _merge(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.merge import MergeDialog

    return MergeDialog(
        application.desk,
        application.window,
        PublicBody(siret="21990001600011", name="Commune de Bourg-Fictif"),
    )


def _arithmetic(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.arithmetic import ArithmeticDialog
    from chorus_desk.presenters.editor.totals import arithmetic

    page = editor(application, drafts(application)[2])
    assert page.editor is not None
    steps = arithmetic(page.editor.judged.invoice, application.desk.language)
    return ArithmeticDialog(application.desk, steps, application.window)


def _name(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.ask_name import NameDialog

    say = application.desk.say
    return NameDialog(
        application.desk, application.window, title=say("Enregistrer cette lecture"),
        why=say(
            "Le programme retient ce que contient chaque colonne : vous pourrez ouvrir cette "
            "lecture pour un autre tableau."
        ),
        name="Mon logiciel",
    )  # fmt: skip


def _report(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.report import ReportDialog

    text = "Chorus Desk 0.1.0\n\nbuiltins.ZeroDivisionError\n  chorus_desk/gui/app.py:1 run\n"
    return ReportDialog(application.desk, text)


DIALOGS: Mapping[str, Show] = {
    "dialog-issue": dialog(_issue),
    "dialog-deposited": dialog(_deposited),
    "dialog-status": dialog(_status),
    "dialog-export": dialog(_export),
    "dialog-export-several": dialog(_export_several),
    "dialog-body": dialog(_body),
    "dialog-letter": dialog(_letter),
    "dialog-answer": dialog(_answer),
    "dialog-merge": dialog(_merge),
    "dialog-arithmetic": dialog(_arithmetic),
    "dialog-prices": dialog(_prices),
    "dialog-name": dialog(_name),
    "dialog-keys": dialog(_keys),
    "dialog-about": dialog(_about),
    "dialog-report": dialog(_report),
}
