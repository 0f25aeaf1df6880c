"""The window: pages and widgets bound to presenters. The only floor that knows Qt.

What the first screen needs and knows no Qt is loaded here, before PySide6, which reads the source
of every module that is imported after it, to look for its feature switch.
"""

from importlib import import_module

for _name in (
    "queue", "sqlite3", "chorus_desk.presenters.actions", "chorus_desk.presenters.invoice_list",
    "chorus_desk.system.places", "chorus_desk.system.settings", "chorus_desk.usecases.changes",
    "chorus_desk.usecases.demo_place", "chorus_desk.usecases.first_steps",
    "chorus_desk.usecases.session", "chorus_desk.usecases.unsaved",
    "chorus_desk.usecases.workspace", "chorus_desk.wording.errors",
):  # fmt: skip
    import_module(_name)
