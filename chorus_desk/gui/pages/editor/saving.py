"""Keeps the draft as it is typed: a kill loses nothing that is more than two seconds old."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from chorus_desk.domain.errors import UserError
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.editor.state import EditorState
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.drafts import Kept, OpenDraft, keep_draft
from chorus_desk.wording.catalogue import N_

_DELAY = 900
"""Milliseconds from the first key to the write: with the write itself well under two seconds."""


class Saving(QObject):
    """Writes the draft on the desk, one write at a time."""

    told = Signal(str)
    """Whether what is shown is kept, in words."""

    def __init__(self, desk: Desk, state: EditorState) -> None:
        super().__init__()
        self._desk, self._state = desk, state
        self._writing = False
        self._after: list[Callable[[], None]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY)
        self._timer.timeout.connect(self.save_now)

    def wanted(self) -> None:
        """Take note that something was typed: it is written a moment later."""
        if not self._timer.isActive():
            self._timer.start()

    def save_now(self, after: Callable[[], None] | None = None) -> None:
        """Write what is not kept yet; ``after`` is called once it is."""
        self._timer.stop()
        if after is not None:
            self._after.append(after)
        editor = self._state.editor
        if self._writing:
            return
        if editor is None or not editor.unsaved:
            self._finish()
            return
        self._writing = True
        draft = editor.to_keep()
        self._desk.run(
            lambda workspace: keep_draft(workspace, draft),
            lambda kept: self._kept(draft, kept), self._failed,
        )  # fmt: skip

    def _kept(self, draft: OpenDraft, kept: Kept) -> None:
        self._writing = False
        editor = self._state.editor
        if editor is not None:
            editor.kept(draft, kept)
            if self._state.wanted != kept.id:
                self._state.wanted = kept.id
                self._desk.note_editing(kept.id)
        self.told.emit(self._desk.say(N_("Enregistré")))
        if editor is not None and editor.unsaved:
            self.save_now() if self._after else self.wanted()
        else:
            self._finish()

    def _failed(self, error: UserError) -> None:
        self._writing = False
        self._after.clear()
        self.told.emit(self._desk.say(N_("Pas enregistré")))
        if error.code == "draft-changed":
            text = self._desk.say(
                N_(
                    "Ce brouillon a été changé ou émis ailleurs entre-temps. Gardez ce que vous "
                    "avez sous les yeux comme un nouveau brouillon, ou rouvrez-le depuis la liste."
                )
            )
            self._desk.tell(
                text, Tone.BAD, action=self._desk.say(N_("Garder comme nouveau brouillon")),
                act=self._keep_apart, lasting=True,
            )  # fmt: skip
            return
        self._desk.fail(error)

    def _keep_apart(self) -> None:
        if self._state.editor is not None:
            self._state.editor.begin_apart()
            self.save_now()

    def _finish(self) -> None:
        after, self._after = self._after, []
        for call in after:
            call()
