"""Every screen of the window, by name: how it is brought up on the demo's data.

The pictures of the documentation and the test that walks the window use the same list.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QLineEdit
from screen_dialogs import DIALOGS
from screen_window import (
    Show,
    drafts,
    editor,
    invoice_list,
    one_chosen,
    page_of,
    settle,
    wait_until,
)

from chorus_desk.domain.errors import UserError
from chorus_desk.gui.app import Application
from chorus_desk.gui.pages.bodies.page import BodiesPage
from chorus_desk.gui.pages.hand_over.page import HandOverPage
from chorus_desk.gui.pages.importing.page import ImportPage
from chorus_desk.storage import lookups


def _business_left(application: Application, _folder: Path) -> None:
    """Show the business on which an earlier window left something unsaved."""
    state = application.states.business
    state.asked, state.left_over = True, {"street": "12 rue de l'Invention"}
    page_of("business")(application, _folder)
    state.asked = False  # nothing of it is written


def _several(application: Application, _folder: Path) -> None:
    invoice_list(application).table.selectAll()
    settle(application)


def _no_match(application: Application, _folder: Path) -> None:
    page = invoice_list(application)
    page.search.setText("introuvable")
    wait_until(lambda: page.model.rowCount() == 0, "nothing found")
    settle(application)
    page.search.clear()
    # The picture is of the empty list: the search box is emptied for the next screen only.
    page.search.setText("introuvable")
    settle(application)


def _new(application: Application, _folder: Path) -> None:
    editor(application, None)


def _findings(application: Application, _folder: Path) -> None:
    page = editor(application, drafts(application)[1])
    page.go_to("lines[1].unit_price")
    settle(application)


def _long(application: Application, _folder: Path) -> None:
    page = editor(application, drafts(application)[0])
    page.go_to("lines[4].quantity")
    settle(application)


def _names(application: Application, _folder: Path) -> None:
    editor(application, drafts(application)[2])


def _own(number: str) -> Show:
    """Open the draft that was read from a page made elsewhere."""

    def show(application: Application, _folder: Path) -> None:
        found: list[int] = []
        application.desk.run(
            lambda workspace: lookups.find_by_imported_number(workspace.connection, number),
            found.extend,
        )
        wait_until(lambda: found, number)
        editor(application, found[0])

    return show


def _preview(application: Application, folder: Path) -> None:
    application.navigator.ways.import_files([folder / "demo" / "exemples" / "factures.xlsx"])
    page = application.window.current
    assert isinstance(page, ImportPage)
    wait_until(lambda: application.states.importing.stage == "preview", "the preview")
    settle(application)


def _records(name: str) -> Show:
    """Look at a table of something else than invoices."""

    def show(application: Application, folder: Path) -> None:
        application.states.importing.start_again()
        application.navigator.ways.import_files([folder / name])
        wait_until(lambda: application.states.importing.records.found, "the rows")
        settle(application)

    return show


def _table(name: str, act: Callable[[ImportPage], None] | None = None) -> Show:
    """Look at one of people's own tables; ``act`` corrects something of it."""

    def show(application: Application, folder: Path) -> None:
        application.states.importing.start_again()
        application.navigator.ways.import_files([folder / name])
        page = application.window.current
        assert isinstance(page, ImportPage)
        wait_until(lambda: application.states.importing.stage == "preview", "the preview")
        settle(application)
        if act is not None:
            act(page)
            settle(application)

    return show


def _offered(application: Application, _folder: Path) -> None:
    """Type into a line what the price list has."""
    page = editor(application, drafts(application)[2])
    assert page.form is not None
    page.go_to("lines[1].description")
    settle(application)
    entry = page.form.grid.findChild(QLineEdit)
    assert entry is not None
    entry.clear()
    entry.insert("ta")
    entry.textEdited.emit("ta")
    settle(application)


def _preview_past(application: Application, folder: Path) -> None:
    application.states.importing.past = True
    application.navigator.ways.import_files([folder / "passé"])
    wait_until(lambda: application.states.importing.stage == "preview", "the preview")
    settle(application)


def _past(application: Application, _folder: Path) -> None:
    page = invoice_list(application)
    page.filter_by("elsewhere")
    settle(application)
    page.table.selectRow(0)
    settle(application)


def _watched(application: Application, folder: Path) -> None:
    watched = str(folder / "arrivées")
    application.desk.settings = application.desk.settings._replace(watched_folder=watched)
    application.navigator.go("import")
    settle(application)


def _correct_column(page: ImportPage) -> None:
    """Say that the column of visits is the quantity."""
    sheets = page.report.tables.sheets
    sheets.go_to("Travaux", 4, 7)
    sheets.chose.emit("Travaux", 4, 7, "quantity")


def _correct_cell(page: ImportPage) -> None:
    """Say that a cell of a form is the commitment."""
    sheets = page.report.tables.sheets
    sheets.go_to("Facture", 3, 2)
    sheets.chose.emit("Facture", 3, 2, "commitment_number")


def _second_month(page: ImportPage) -> None:
    page.report.tables.sheets.go_to("Octobre 2026", 5, 7)


def _route(application: Application, _folder: Path) -> None:
    application.navigator.ways.hand_over([1, 2])
    settle(application)
    assert isinstance(application.window.current, HandOverPage)


def _message(application: Application, folder: Path) -> None:
    one_chosen(application, folder)
    application.desk.fail(UserError("disk-full"))
    settle(application)


def _bodies(view: str, typed: str = "") -> Show:
    def show(application: Application, _folder: Path) -> None:
        application.states.bodies.view, application.states.bodies.typed = view, typed
        application.navigator.go("bodies")
        settle(application)
        page = application.window.current
        assert isinstance(page, BodiesPage)
        page.show_view(view)
        page.search.box.setText(typed)
        settle(application)

    return show


def _list_columns(application: Application, folder: Path) -> None:
    """Look at a small list: what its columns are taken for."""
    _bodies("list")(application, folder)
    page = application.window.current
    assert isinstance(page, BodiesPage)
    page.list.look_at([folder / "structures.csv"])
    settle(application)


SCREENS: Mapping[str, Show] = {
    "welcome": page_of("welcome"),
    "business": page_of("business"),
    "business-left": _business_left,
    "invoices": one_chosen,
    "invoices-several": _several,
    "invoices-no-match": _no_match,
    "invoices-message": _message,
    "editor-new": _new,
    "editor-findings": _findings,
    "editor-200-lines": _long,
    "editor-long-names": _names,
    "editor-price-list": _offered,
    "editor-own-page": _own("D-2026-031"),
    "editor-own-page-plain": _own("D-2026-032"),
    "import": page_of("import"),
    "import-preview": _preview,
    "import-bodies": _records("clients.csv"),
    "import-prices": _records("tarif.csv"),
    "import-statuses": _records("suivi.csv"),
    "import-past": _preview_past,
    "import-watched": _watched,
    "invoices-past": _past,
    "import-list": _table("travaux.xlsx", _correct_column),
    "import-form": _table("facture-17.xlsx", _correct_cell),
    "import-months": _table("mois.xlsx", _second_month),
    "import-bad-rows": _table("travaux-illisibles.xlsx"),
    "hand-over": _route,
    "bodies": _bodies("search"),
    "bodies-found": _bodies("search", "mairie de rennes"),
    "bodies-missing": _bodies("missing"),
    "bodies-changes": _bodies("news"),
    "bodies-list": _bodies("list"),
    "bodies-list-columns": _list_columns,
    **DIALOGS,
}
EMPTY_SCREENS: Mapping[str, Show] = {
    "first-run": page_of("welcome"),
    "first-run-business": page_of("business"),
    "first-run-invoices": page_of("invoices"),
}
"""Screens of a data folder with nothing in it."""
