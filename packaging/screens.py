"""Every screen of the window, by name: how it is brought up on the demo's data.

The pictures of the documentation and the test that walks the window use the same list.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from screen_records import furnish_prices, write_records
from screen_tables import write_tables

from chorus_desk import resources
from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.domain.errors import UserError
from chorus_desk.domain.inquiry import Channel
from chorus_desk.domain.invoice import Invoice, Line
from chorus_desk.domain.party import PublicBody, Seller
from chorus_desk.gui import theme
from chorus_desk.gui.app import Application
from chorus_desk.gui.pages.bodies.page import BodiesPage
from chorus_desk.gui.pages.editor.page import EditorPage
from chorus_desk.gui.pages.hand_over.page import HandOverPage
from chorus_desk.gui.pages.importing.page import ImportPage
from chorus_desk.gui.pages.invoices.page import InvoicesPage
from chorus_desk.storage import invoices, lookups
from chorus_desk.storage.connection import writing
from chorus_desk.storage.seller import load_seller
from chorus_desk.system.clock import Clock
from chorus_desk.system.settings import Settings
from chorus_desk.usecases.demo import ensure_demo
from chorus_desk.usecases.follow import set_status
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.missing_data import Lacking, missing_data
from chorus_desk.usecases.workspace import open_workspace

CLOCK = Clock(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
_PATIENCE = 30.0
_STRUCTURES = """\
SIRET;RaisonSociale;GestionService;GestionEngagement;StructureActive;CodePostal;Commune
21990001600011;Commune de Bourg-Fictif;Oui;Non;Oui;99000;Bourg-Fictif
26990001500018;Centre hospitalier de Ville-Exemple;Non;Oui;Oui;99100;Ville-Exemple
"""
_PAST = """\
N°;Date;SIRET;Mairie / client;Travaux;Qté;PU HT
F25-118;12/11/2025;21990001600011;Commune de Bourg-Fictif;Affiches;2;150
F25-119;03/12/2025;21990001600011;Commune de Bourg-Fictif;Dépliants;400;0,35
"""
_MORE_PAST = _PAST.replace("F25-", "F24-").replace("/2025", "/2024")
Show = Callable[[Application, Path], QWidget | None]


def wait_until(true: Callable[[], object], what: str = "something") -> None:
    """Let the window live until something is true; the threads beside it run meanwhile."""
    end = time.monotonic() + _PATIENCE
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(what)
        QApplication.processEvents()
        time.sleep(0.002)


def settle(application: Application) -> None:
    """Wait until nothing that was asked for is left to do."""
    for _ in range(4):  # an answer may ask for more
        wait_until(lambda: application.desk.tasks.idle, "idle")
        for _ in range(4):
            QApplication.processEvents()


def open_at(
    folder: Path, *, language: str = "fr", theme_name: str = "light", clock: Clock = CLOCK,
    percent: int = 100,
) -> Application:  # fmt: skip
    """Return the application with its window on a data folder, its writing as large as asked."""
    qt = QApplication.instance()
    if not isinstance(qt, QApplication):
        qt = QApplication([])
    theme.use_font(qt)
    if percent != 100:
        font = qt.font()
        font.setPointSizeF(font.pointSizeF() * percent / 100)
        qt.setFont(font)
    application = Application(qt, clock, home=folder)
    application.open(folder, Settings(language=language, theme=theme_name))
    settle(application)
    return application


def demo_data(folder: Path) -> Path:
    """Return a data folder with the demo's invoices and what the screens need beside them."""
    data = folder / "demo"
    (folder / "structures.csv").write_text(_STRUCTURES, encoding="utf-8")
    write_records(folder)
    write_tables(folder)
    ensure_demo(data, CLOCK)
    with open_workspace(data, CLOCK) as workspace:
        set_status(workspace, "2026-0001", "deposited", on=CLOCK.today() - timedelta(days=20))
        set_status(workspace, "2026-0001", "SUSPENDUE", on=CLOCK.today() - timedelta(days=4))
        set_status(workspace, "2026-0002", "deposited", on=CLOCK.today() - timedelta(days=12),
                   flow="CPP000123456")  # fmt: skip
        furnish_prices(workspace)
        import_files(workspace, [_past_files(folder) / "2025.csv"], past=True)
        seller = load_seller(workspace.connection)
        assert seller is not None
        for number, font in (("D-2026-031", "Noto"), ("D-2026-032", "Helvetica")):
            page = folder / f"{number}.pdf"
            page.write_bytes(_own_page(seller, number, font))
            import_files(workspace, [page])
        long = Invoice(
            issue_date=CLOCK.today(), seller=seller.as_party(), delivery_date=CLOCK.today(),
            lines=tuple(_line(number) for number in range(1, 201)),
        )  # fmt: skip
        empty = Invoice(seller=seller.as_party(), lines=(Line(), Line(unit_price=Decimal(-3))))
        named = replace(long, lines=long.lines[:3])
        named = replace(
            named,
            buyer=replace(
                named.buyer, siret="21990001600011",
                name="Syndicat intercommunal à vocation multiple des eaux, de l'assainissement et "
                "des ordures ménagères de la vallée de la Démonstration et de ses affluents",
            ),
        )  # fmt: skip
        with writing(workspace.connection):
            for invoice in (long, empty, named):
                invoices.add_draft(workspace.connection, invoice)
    return data


def _past_files(folder: Path) -> Path:
    path = folder / "passé"
    path.mkdir()
    (path / "2024.csv").write_text(_MORE_PAST, encoding="utf-8")
    (path / "2025.csv").write_text(_PAST, encoding="utf-8")
    (path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return path


def _own_page(seller: Seller, number: str, font: str) -> bytes:
    """Return an invoice as another program prints it, in a font that comes along or does not."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Noto", str(resources.path("fonts", "NotoSans-Regular.ttf"))))
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=True)
    canvas.setFillColorRGB(0.55, 0.2, 0.25)
    canvas.rect(0, 790, 600, 52, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont(font, 12)
    lines = (
        seller.name, f"SIRET {seller.siret}", f"Facture n° {number}", "Date : 20/11/2026", "",
        "Commune de Bourg-Fictif", "SIRET client 21990001600011", "", "Taille de haies, 2 jours",
        "", "Total HT 300,00 €", "TVA non applicable, art. 293 B du CGI", "Total TTC 300,00 €",
    )  # fmt: skip
    for row, line in enumerate(lines):
        canvas.drawString(60, 740 - 24 * row, line)
    canvas.save()
    return buffer.getvalue()


def _line(number: int) -> Line:
    return Line(
        description=f"Intervention n° {number} sur le réseau d'éclairage public",
        quantity=Decimal(number % 7 + 1), unit="HUR", unit_price=Decimal("42.50"),
    )  # fmt: skip


def _editor(application: Application, draft: int | None) -> EditorPage:
    application.navigator.ways.edit(draft)
    settle(application)
    page = application.window.current
    assert isinstance(page, EditorPage)
    wait_until(lambda: page.form is not None, "the form")
    wait_until(lambda: page.view.page_count > 0, "the page")
    settle(application)
    return page


def _list(application: Application) -> InvoicesPage:
    application.navigator.go("invoices")
    settle(application)
    page = application.window.current
    assert isinstance(page, InvoicesPage)
    page.filter_by("all")
    page.table.clearSelection()
    settle(application)
    return page


def _drafts(application: Application) -> list[int]:
    """Return the ids of the drafts that ``demo_data`` adds: 200 lines, empty, long names."""
    ids = sorted(_list(application).model.ids)
    return ids[-3:]


def _page(key: str) -> Show:
    def show(application: Application, _folder: Path) -> None:
        application.navigator.go(key)
        settle(application)

    return show


def _business_left(application: Application, _folder: Path) -> None:
    """Show the business on which an earlier window left something unsaved."""
    state = application.states.business
    state.asked, state.left_over = True, {"street": "12 rue de l'Invention"}
    _page("business")(application, _folder)
    state.asked = False  # nothing of it is written


def _invoices(application: Application, _folder: Path) -> None:
    page = _list(application)
    ids = page.model.ids
    page.table.selectRow(ids.index(1) if 1 in ids else 0)
    settle(application)


def _several(application: Application, _folder: Path) -> None:
    _list(application).table.selectAll()
    settle(application)


def _no_match(application: Application, _folder: Path) -> None:
    page = _list(application)
    page.search.setText("introuvable")
    wait_until(lambda: page.model.rowCount() == 0, "nothing found")
    settle(application)
    page.search.clear()
    # The picture is of the empty list: the search box is emptied for the next screen only.
    page.search.setText("introuvable")
    settle(application)


def _new(application: Application, _folder: Path) -> None:
    _editor(application, None)


def _findings(application: Application, _folder: Path) -> None:
    page = _editor(application, _drafts(application)[1])
    page.go_to("lines[1].unit_price")
    settle(application)


def _long(application: Application, _folder: Path) -> None:
    page = _editor(application, _drafts(application)[0])
    page.go_to("lines[4].quantity")
    settle(application)


def _names(application: Application, _folder: Path) -> None:
    _editor(application, _drafts(application)[2])


def _own(number: str) -> Show:
    """Open the draft that was read from a page made elsewhere."""

    def show(application: Application, _folder: Path) -> None:
        found: list[int] = []
        application.desk.run(
            lambda workspace: lookups.find_by_imported_number(workspace.connection, number),
            found.extend,
        )
        wait_until(lambda: found, number)
        _editor(application, found[0])

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
    page = _editor(application, _drafts(application)[2])
    assert page.form is not None
    page.go_to("lines[1].description")
    settle(application)
    entry = page.form.grid.findChild(QLineEdit)
    assert entry is not None
    entry.clear()
    entry.insert("ta")
    entry.textEdited.emit("ta")
    settle(application)


def _prices(application: Application) -> QDialog:
    from chorus_desk.gui.dialogs.price_list import PriceListDialog
    from chorus_desk.usecases.catalogue import list_items

    found: list[tuple[CatalogueItem, ...]] = []
    application.desk.run(list_items, found.append)
    wait_until(lambda: found, "the price list")
    return PriceListDialog(application.desk, application.window, found[0], None)


def _preview_past(application: Application, folder: Path) -> None:
    application.states.importing.past = True
    application.navigator.ways.import_files([folder / "passé"])
    wait_until(lambda: application.states.importing.stage == "preview", "the preview")
    settle(application)


def _past(application: Application, _folder: Path) -> None:
    page = _list(application)
    page.filter_by("elsewhere")
    settle(application)
    page.table.selectRow(0)
    settle(application)


def _watched(application: Application, folder: Path) -> None:
    application.desk.settings = replace(
        application.desk.settings, watched_folder=str(folder / "arrivées")
    )
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
    _invoices(application, folder)
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


def _dialog(make: Callable[[Application], QDialog]) -> Show:
    def show(application: Application, folder: Path) -> QWidget:
        _invoices(application, folder)
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
    names = [f"draft:{number}" for number in _drafts(application)[1:]]
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

    page = _editor(application, _drafts(application)[2])
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


SCREENS: Mapping[str, Show] = {
    "welcome": _page("welcome"),
    "business": _page("business"),
    "business-left": _business_left,
    "invoices": _invoices,
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
    "import": _page("import"),
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
    "dialog-issue": _dialog(_issue),
    "dialog-deposited": _dialog(_deposited),
    "dialog-status": _dialog(_status),
    "dialog-export": _dialog(_export),
    "dialog-export-several": _dialog(_export_several),
    "dialog-body": _dialog(_body),
    "dialog-letter": _dialog(_letter),
    "dialog-answer": _dialog(_answer),
    "dialog-merge": _dialog(_merge),
    "dialog-arithmetic": _dialog(_arithmetic),
    "dialog-prices": _dialog(_prices),
    "dialog-name": _dialog(_name),
    "dialog-keys": _dialog(_keys),
    "dialog-about": _dialog(_about),
    "dialog-report": _dialog(_report),
}
EMPTY_SCREENS: Mapping[str, Show] = {
    "first-run": _page("welcome"),
    "first-run-business": _page("business"),
    "first-run-invoices": _page("invoices"),
}
"""Screens of a data folder with nothing in it."""
