"""The page of the user's business: asked once, in plain French, with the reason of each demand."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
)
from shiboken6 import isValid

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.series import Series
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.navigation import Navigator, Page
from chorus_desk.gui.pages.business.cards import Cards
from chorus_desk.gui.pages.business.controls import Picture
from chorus_desk.gui.pages.business.reading import Stored, read_business, read_picture
from chorus_desk.gui.pages.business.state import BusinessState
from chorus_desk.gui.pages.business.unsaved import Keeper, Offer, keep_now
from chorus_desk.gui.widgets.layouts import heading, label
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.business.fields import FIELDS, KEPT
from chorus_desk.presenters.business.notes import notes, pattern_of, vat_proposal
from chorus_desk.presenters.business.remarks import Remark, error_remark, remarks
from chorus_desk.presenters.business.values import seller_values, values_of
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.seller import SellerSet, set_seller
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.catalogue import N_

SAVE = "save"


class BusinessPage(Page):
    """The form of the business."""

    def __init__(self, desk: Desk, navigator: Navigator, state: BusinessState) -> None:
        super().__init__()
        self._desk, self._navigator, self._state = desk, navigator, state
        self._stored: Stored | None = None
        self._kept = values_of(None)
        self._said: dict[str, Remark] = {}
        """What was found wrong on saving or reading a picture, until the field is changed."""
        self._saving = self._entering = False
        self._picture_of = ""
        self._keeper = Keeper(desk, state)
        self._build()
        desk.changed.connect(self._changed)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(heading(self._desk.say(N_("Mon entreprise"))))
        self.offer = Offer(self._desk, self._resume, self._forget)
        column.addWidget(self.offer)
        self.cards = Cards(self._desk)
        self.rows = self.cards.rows
        for row in self.rows.values():
            row.changed.connect(self._typed)
            row.left.connect(self._left)
        self.proposal = self.rows["vat_number"].add_button("", self._take_proposal)
        self.cards.setEnabled(False)  # until what is stored is read
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(self._desk.say(N_("Mon entreprise")))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.cards)
        column.addWidget(self._area, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        self._standing = label("", wrap=True, soft=True)
        row.addWidget(self._standing, 1)
        self.revert = QPushButton(self._desk.say(N_("Abandonner les changements")))
        self.revert.clicked.connect(self._revert)
        self.save_button = QPushButton(self._desk.say(N_("Enregistrer")))
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save)
        row.addWidget(self.revert)
        row.addWidget(self.save_button)
        return row

    # What is shown

    def enter(self) -> None:
        """Read the business; the first field waits for what is typed."""
        self._entering = True
        self._read()

    def leave(self) -> None:
        """Keep what is typed at once."""
        self._keeper.keep()

    def _read(self) -> None:
        pattern = pattern_of(self._values()) if self._state.typed else None
        self._desk.run(lambda workspace: read_business(workspace, pattern), self._show)

    def _show(self, stored: Stored) -> None:
        self._stored = stored
        self._kept = values_of(stored.seller)
        self._look_for_left(stored)
        values = self._values()
        for key, row in self.rows.items():
            row.fill(values[key], values.get(row.field.none_key, ""))
            row.set_read_only(read_only=self._desk.read_only)
        self.cards.setEnabled(True)
        self._show_picture(values["logo"])
        self._refresh()
        if self._entering:
            self._entering = False
            self.rows["siret"].control.setFocus()

    def _look_for_left(self, stored: Stored) -> None:
        """Offer what an earlier window left, once; the start may have been told to take it up."""
        if not self._state.asked:
            self._state.find(stored.left, self._kept)
        if self._state.resume:
            self._state.resume = False
            self._state.take_up()
        self.offer.setVisible(bool(self._state.left_over) and not self._desk.read_only)

    def _resume(self) -> None:
        self._state.take_up()
        self._entering = True
        self._read()

    def _forget(self) -> None:
        self._state.left_over = {}
        self._keeper.keep()
        self._entering = True
        self._read()

    def _show_picture(self, value: str) -> None:
        self._picture_of = value
        picture = self.rows["logo"].control
        assert isinstance(picture, Picture)
        if value in ("", KEPT):
            picture.show_picture(self._stored.logo if self._stored and value else None)
            return
        self._desk.run(
            lambda _workspace: (value, read_picture(Path(value))), self._picture_read,
            self._picture_failed,
        )  # fmt: skip

    def _picture_read(self, read: tuple[str, bytes]) -> None:
        picture = self.rows["logo"].control
        assert isinstance(picture, Picture)
        if read[0] == self._picture_of:
            picture.show_picture(read[1])

    def _picture_failed(self, error: UserError) -> None:
        picture = self.rows["logo"].control
        assert isinstance(picture, Picture)
        picture.show_picture(None)
        self._refused(error)

    def _values(self) -> dict[str, str]:
        return {**self._kept, **self._state.typed}

    def _refresh(self) -> None:
        """Show what follows from what stands in the form."""
        if self._stored is None:
            return
        values, language = self._values(), self._desk.language
        found = notes(
            values, self._stored.standing, self._stored.seller, self._desk.clock.today(), language
        )
        self.cards.show_fields(values)
        for key, row in self.rows.items():
            row.show_note(found.get(key, ""))
        proposed = vat_proposal(values)
        if proposed:
            text = N_("Écrire {number}, calculé depuis votre SIRET")
            self.proposal.setText(self._desk.say(text, number=proposed))
        self.proposal.setVisible(proposed is not None and not self._desk.read_only)
        self._show_remarks()
        self._show_foot()

    def _all_remarks(self) -> dict[str, Remark]:
        return {**remarks(self._values(), self._desk.language), **self._said}

    def _show_remarks(self) -> None:
        known = self._stored is not None and self._stored.seller is not None
        found = self._all_remarks()
        for key, row in self.rows.items():
            ripe = known or key in self._state.left or key in self._said
            row.show_remark(found.get(key) if ripe else None)

    def _show_foot(self) -> None:
        read_only = self._desk.read_only
        self.save_button.setEnabled(not read_only and not self._saving)
        self.save_button.setToolTip(self._desk.say(READ_ONLY) if read_only else "")
        self.revert.setVisible(bool(self._state.typed) and not read_only)
        wrong = self._count_wrong()
        self._standing.setText(self._standing_text(wrong))
        self._standing.setProperty("error", bool(wrong))
        self._standing.style().unpolish(self._standing)
        self._standing.style().polish(self._standing)

    def _count_wrong(self) -> int:
        return sum(bool(row.remark) and self._is_error(key) for key, row in self.rows.items())

    def _standing_text(self, wrong: int) -> str:
        if self._desk.read_only:
            return self._desk.say(READ_ONLY)
        if wrong:
            return self._desk.say_count(
                N_("{count} champ est à corriger."), N_("{count} champs sont à corriger."), wrong
            )
        if self._state.typed:
            return self._desk.say(N_("Vos changements ne sont pas encore enregistrés."))
        known = self._stored is not None and self._stored.seller is not None
        return self._desk.say(N_("Tout est enregistré.")) if known else ""

    def _is_error(self, key: str) -> bool:
        remark = self._all_remarks().get(key)
        return remark is not None and remark.error

    # What the user does

    def _typed(self, key: str, text: str) -> None:
        field_key = key.removesuffix("_none")
        self._state.put(key, text, self._kept[key])
        self._keeper.note()
        self._said.pop(field_key, None)
        if key == "logo":
            self._show_picture(text)
        elif key in ("series", "series_own"):
            self._ask_standing()
        self._refresh()

    def _ask_standing(self) -> None:
        """Ask where the numbering stands that was typed: it may have numbers already."""
        pattern = pattern_of(self._values())
        if Series(pattern).problem() is None:
            self._desk.run(lambda workspace: read_business(workspace, pattern), self._show_standing)

    def _show_standing(self, stored: Stored) -> None:
        self._stored = stored
        self._refresh()

    def _left(self, key: str) -> None:
        self._state.left.add(key)
        self._show_remarks()
        self._show_foot()

    def _take_proposal(self) -> None:
        proposed = vat_proposal(self._values())
        row = self.rows["vat_number"]
        if proposed is not None:
            row.control.setFocus()
            row.fill(proposed)
            self._typed("vat_number", proposed)

    def _revert(self) -> None:
        """Go back to what is stored; what was typed can be had again."""
        typed = dict(self._state.typed)
        self._state.forget_all()
        self._keeper.keep()
        self._said.clear()
        self._entering = True
        self._read()

        def restore() -> None:
            self._state.typed = {**typed, **self._state.typed}
            self._keep()
            if isValid(self):
                self._read()

        self._desk.tell(
            self._desk.say(N_("Vos changements sont abandonnés.")),
            action=self._desk.say(N_("Les reprendre")), act=restore,
        )  # fmt: skip

    def refusal(self, command: str) -> str | None:
        """Return why the form cannot be saved now."""
        if command != SAVE:
            return ""
        return self._desk.say(READ_ONLY) if self._desk.read_only else None

    def run_command(self, command: str) -> None:
        """Save the form."""
        if command == SAVE:
            self.save()

    def save(self) -> None:
        """Keep the business, or lead to the first field that is wrong."""
        if self._desk.read_only or self._saving or self._stored is None:
            return
        self._state.left.update(FIELDS)
        self._refresh()
        wrong = next((key for key in FIELDS if self._is_error(key)), None)
        if wrong is not None:
            self._lead_to(wrong)
            return
        values, sent = self._values(), dict(self._state.typed)
        first = self._stored.seller is None
        self._saving = True
        self._show_foot()

        def work(workspace: Workspace) -> SellerSet:
            return set_seller(
                workspace, seller_values(values), workspace.folder,
                keep_logo=values["logo"] == KEPT,
            )  # fmt: skip

        # What comes of it is told also when the window was built again meanwhile.
        self._desk.run(
            work, lambda _set: self._saved(sent, first=first),
            lambda error: self._save_failed(error) if isValid(self) else self._desk.fail(error),
        )  # fmt: skip

    def _saved(self, sent: dict[str, str], *, first: bool) -> None:
        self._saving = False
        self._state.forget(sent)
        self._state.left_over = {}
        self._keep()
        if isValid(self):
            self._read()
        self._desk.tell(
            self._desk.say(N_("Votre entreprise est enregistrée.")), Tone.GOOD,
            action=self._desk.say(N_("Créer ma première facture")) if first else "",
            act=self._begin,
        )  # fmt: skip

    def _keep(self) -> None:
        """Keep what is typed, also when the window was built again meanwhile."""
        keep_now(self._desk, self._state)

    def _begin(self) -> None:
        self._navigator.run("new")

    def _save_failed(self, error: UserError) -> None:
        self._saving = False
        self._refused(error)

    def _refused(self, error: UserError) -> None:
        """Say an error at its field, or in the bar when it is about none."""
        found = error_remark(error, self._desk.language)
        if found is None:
            self._desk.fail(error)
        else:
            self._said[found[0]] = Remark(found[1])
            self._lead_to(found[0])
        self._refresh()

    def _lead_to(self, key: str) -> None:
        row = self.rows[key]
        self.cards.open_for(key)
        row.control.setFocus()
        self._area.ensureWidgetVisible(row, 0, theme.MARGIN)

    def _changed(self, changes: Changes) -> None:
        if changes & Changes.SELLER and self.isVisible():
            self._read()
