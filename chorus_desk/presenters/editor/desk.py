"""The editor of one draft: every change is a step that can be undone, checked as it is made."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.domain.finding import Finding, has_errors, merge
from chorus_desk.domain.invoice import Attachment, Invoice
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.party import Party, PublicBody
from chorus_desk.formats.own_page import OwnPage
from chorus_desk.presenters.editor import enclosures, fields, lines
from chorus_desk.presenters.editor.bodies import (
    Demands,
    demands_of,
)
from chorus_desk.presenters.editor.fields import FIELDS
from chorus_desk.presenters.editor.findings import Remark, joined, led_to_the_payee, remarks_of
from chorus_desk.presenters.editor.history import History
from chorus_desk.presenters.editor.items import with_item
from chorus_desk.presenters.editor.lines import Cell, Setting
from chorus_desk.presenters.editor.sheet import Sheet
from chorus_desk.presenters.editor.vat import vat_choices
from chorus_desk.rules.case import Context
from chorus_desk.rules.corrections import correct, mends
from chorus_desk.rules.engine import check
from chorus_desk.usecases.drafts import Kept, OpenDraft, Opened
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.own_page import page_findings, with_page
from chorus_desk.usecases.unread import unread_findings


class Judged:
    """A state of the draft with all that follows from it, each worked out when first asked."""

    def __init__(self, sheet: Sheet, knowledge: Knowledge, page: OwnPage | None = None) -> None:
        self.sheet = sheet
        self.page = page if sheet.own_page is not None else None
        self._knowledge = knowledge

    @cached_property
    def invoice(self) -> Invoice:
        """The invoice with its gaps filled from the settings, the body and the law."""
        return self._knowledge.completed(self.sheet.invoice)

    @cached_property
    def context(self) -> Context:
        """What the rules know beside the invoice."""
        return with_page(self._usual_context, self.invoice, self.page)

    @cached_property
    def _usual_context(self) -> Context:
        return self._knowledge.context(self.invoice, to_be_issued=True)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What stands against the draft, errors first."""
        unread = unread_findings(self.sheet.typed)
        of_page = page_findings(self.page, self.invoice, self._usual_context)
        return merge((*unread, *of_page, *check(self.invoice, self.context)))

    @property
    def body(self) -> PublicBody | None:
        """The body chosen, where it is known."""
        return self._knowledge.body(self.sheet.invoice.buyer.siret)

    @property
    def next_number(self) -> str | None:
        """The number that issuing now would give."""
        series = self.context.series
        return series.next_number() if series else None


class Editor:
    """What the window's form is bound to; it knows no window."""

    def __init__(self, opened: Opened, language: str) -> None:
        self.language = language
        self.knowledge = opened.knowledge
        self.logo = opened.logo
        self.catalogue = opened.catalogue
        """The price list, offered while lines are written."""
        self._draft = opened.draft
        self._page = opened.page
        self._history = History(_sheet_of(opened.draft))
        self._judged = Judged(self._history.present, self.knowledge, self._page)
        self._kept = self._history.present if opened.draft.id is not None else None
        self._begun = self._history.present

    @property
    def sheet(self) -> Sheet:
        """The draft as it stands."""
        return self._history.present

    @property
    def judged(self) -> Judged:
        """The draft as it stands, completed and checked."""
        if self._judged.sheet is not self.sheet:
            self._judged = Judged(self.sheet, self.knowledge, self._page)
        return self._judged

    @property
    def page(self) -> OwnPage | None:
        """The page its author made, where that is the one that leaves."""
        return self.judged.page

    def use_our_page(self) -> None:
        """Let our page leave in place of its author's; the number is then given by the series."""
        invoice = replace(self.sheet.invoice, number=None)
        sheet = self.sheet.with_typed(invoice, "number", None)
        self._step(replace(sheet, own_page=None))

    @property
    def setting(self) -> Setting:
        """What the grid of lines needs to know."""
        choices = vat_choices(self.knowledge.seller, self.language)
        return Setting(choices, self.language, self.sheet.invoice.currency)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """The findings, said."""
        judged = self.judged
        mended = mends(self.sheet.invoice, judged.findings, judged.context)
        remarks = remarks_of(judged.findings, self.language, mended)
        if self.judged.invoice.payee is not None:
            remarks = led_to_the_payee(remarks)
        chosen = self.judged.invoice.buyer.siret or "buyer.siret" in self.sheet.typed
        return remarks if chosen else joined(remarks, self.language)

    @property
    def demands(self) -> Demands:
        """What the body chosen asks for."""
        invoice, used = self.sheet.invoice, self._services_used
        return demands_of(
            self.judged.body, invoice.buyer.service_code, self.language,
            commitment=invoice.commitment_number, used=used,
        )  # fmt: skip

    @property
    def _services_used(self) -> tuple[str, ...]:
        return self.knowledge.services_used(self.sheet.invoice.buyer.siret)

    @property
    def issuable(self) -> bool:
        """Whether no rule of ours stands against issuing."""
        return not has_errors(self.judged.findings)

    @property
    def is_credit_note(self) -> bool:
        """Whether the draft gives money back."""
        return self.sheet.invoice.kind is Kind.CREDIT_NOTE

    def text(self, path: str) -> str:
        """Return what a field shows."""
        return fields.text_of(self.sheet, path, self.language)

    def automatic(self, path: str) -> str:
        """Return the value that a field left empty takes by itself, empty where there is none."""
        made, name = self.judged.invoice, path.partition("[")[0]
        # Spread over the rates of the lines, a discount has none of its own to show.
        spread = name != path and len(getattr(made, name)) != len(getattr(self.sheet.invoice, name))
        return "" if spread else FIELDS[path].show(made, self.language)

    def cell(self, row: int, cell: Cell) -> str:
        """Return what a cell of the grid shows."""
        return lines.cell_text(self.sheet, row, cell, self.setting)

    def edit(self, path: str, text: str) -> None:
        """Put a text into a field; typing on in the same field is one step."""
        if text != self.text(path):
            sheet = self._without_body() if path == "buyer.siret" else self.sheet
            changed = fields.with_text(sheet, path, text, self.knowledge.today)
            self._history.push(changed, join=path)

    def edit_cell(self, row: int, cell: Cell, text: str) -> None:
        """Put a text into a cell of the grid; the row past the last one begins a new line."""
        sheet = self.sheet
        if row == len(sheet.invoice.lines):
            if not text.strip():
                return
            sheet = lines.insert(sheet, row, [lines.new_line(sheet.invoice)])
        elif text == self.cell(row, cell):
            return
        changed = lines.with_cell(sheet, row, cell, text, self.setting)
        self._history.push(changed, join=lines.cell_path(row, cell))

    def take_item(self, row: int, item: CatalogueItem) -> None:
        """Fill a line from the price list; the row past the last one begins a new line."""
        sheet = self.sheet
        if row == len(sheet.invoice.lines):
            sheet = lines.insert(sheet, row, [lines.new_line(sheet.invoice)])
        self._step(with_item(sheet, row, item, self.setting))

    def add_line(self, row: int) -> None:
        """Put an empty line in before a row."""
        self._step(lines.insert(self.sheet, row, [lines.new_line(self.sheet.invoice)]))

    def remove_lines(self, rows: Sequence[int]) -> None:
        """Take lines out."""
        self._step(lines.remove(self.sheet, rows))

    def move_line(self, row: int, by: int) -> None:
        """Move a line up (negative) or down."""
        self._step(lines.move(self.sheet, row, by))

    def paste(self, row: int, column: int, text: str) -> None:
        """Put cells in as a spreadsheet copied them."""
        block = lines.block_of(text)
        self._step(lines.paste(self.sheet, row, column, block, self.setting))

    def attach(self, files: Sequence[Attachment]) -> None:
        """Join files."""
        invoice = enclosures.with_files(self.sheet.invoice, files)
        self._step(replace(self.sheet, invoice=invoice))

    def detach(self, places: Sequence[int]) -> None:
        """Take joined files out."""
        invoice = enclosures.without_files(self.sheet.invoice, places)
        self._step(replace(self.sheet, invoice=invoice))

    def choose_body(self, body: PublicBody) -> None:
        """Make a known body the buyer; a service code of another body does not stay.

        Its name and address are filled in when the draft is read: they follow the body.
        """
        self.knowledge.meet(body)
        same = self.sheet.invoice.buyer.siret == body.siret
        code = self.sheet.invoice.buyer.service_code if same else None
        buyer = Party(siret=body.siret, service_code=code)
        sheet = self.sheet.with_typed(replace(self.sheet.invoice, buyer=buyer), "buyer.siret", None)
        self._step(sheet)

    def correct(self, remark: Remark) -> None:
        """Apply the one-click correction of a finding."""
        mended = correct(self.sheet.invoice, remark.finding, self.judged.context)
        if mended != self.sheet.invoice:
            self._step(self.sheet.with_typed(mended, remark.finding.path or "", None))

    def seal(self) -> None:
        """End the step under way, when a field is left."""
        self._history.seal()

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone step to take back."""
        return self._history.can_redo

    def undo(self) -> None:
        """Undo the last step."""
        self._history.undo()

    def redo(self) -> None:
        """Take back the last undo."""
        self._history.redo()

    def learn(self, opened: Opened) -> None:
        """Take note of what changed elsewhere: the business, a body, the numbers."""
        self.knowledge = opened.knowledge
        self.logo = opened.logo
        self.catalogue = opened.catalogue
        self._judged = Judged(self.sheet, self.knowledge, self._page)

    @property
    def unsaved(self) -> bool:
        """Whether there is something to keep: not a new draft that nobody touched."""
        if self._kept is None:
            return self.sheet != self._begun
        return self.sheet != self._kept

    @property
    def draft_id(self) -> int | None:
        """The id of the draft, None until it was kept once."""
        return self._draft.id

    def to_keep(self) -> OpenDraft:
        """Return the draft as it is to be kept."""
        sheet = self.sheet
        return replace(
            self._draft, invoice=sheet.invoice, typed=dict(sheet.typed), own_page=sheet.own_page
        )

    def kept(self, draft: OpenDraft, kept: Kept) -> None:
        """Take note that a state of the draft was kept; another may be on the desk by now."""
        self._draft = replace(self._draft, id=kept.id, revision=kept.revision)
        self._kept = _sheet_of(draft)

    def begin_apart(self) -> None:
        """Make a new draft of what is on the desk: the old one went its own way elsewhere."""
        self._draft = OpenDraft()
        self._kept = None
        self._begun = Sheet(Invoice())

    def _without_body(self) -> Sheet:
        """Return the sheet without what came with a known body: another one is being typed."""
        if self.judged.body is None:
            return self.sheet
        return replace(self.sheet, invoice=replace(self.sheet.invoice, buyer=Party()))

    def _step(self, sheet: Sheet) -> None:
        self.seal()
        self._history.push(sheet)
        self.seal()


def _sheet_of(draft: OpenDraft) -> Sheet:
    return Sheet(draft.invoice, dict(draft.typed), draft.own_page)
