"""How everything looks: colours, spacing and type, light and dark; nothing else names a colour."""

import sys
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QIcon,
    QImageReader,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QWidget

from chorus_desk import resources
from chorus_desk.presenters.statuses import Tone

SPACE = 8
"""Pixels between things that belong together; twice that between groups, half within one."""
MARGIN = 20
RADIUS = 8
NAV_WIDTH = 208


class Colours(NamedTuple):
    """The colours of one theme. Text on its ground has a contrast of 4.5 at least (WCAG AA)."""

    window: str
    surface: str
    field: str
    text: str
    soft: str
    line: str
    edge: str
    """Outline of what can be used: 3 to 1 at least on its ground."""
    accent: str
    on_accent: str
    chosen: str
    tones: Mapping[Tone, str]
    grounds: Mapping[Tone, str]


LIGHT = Colours(
    window="#F4F6F8", surface="#FFFFFF", field="#FFFFFF", text="#1A232E", soft="#52606E",
    line="#DCE1E7", edge="#7C8793", accent="#1D5FA6", on_accent="#FFFFFF", chosen="#DCEAF9",
    tones={
        Tone.NEUTRAL: "#52606E", Tone.TODO: "#845400", Tone.PROGRESS: "#1D5FA6",
        Tone.GOOD: "#1B7338", Tone.BAD: "#B3261E", Tone.APART: "#6A3C9C",
    },
    grounds={
        Tone.NEUTRAL: "#EAEEF2", Tone.TODO: "#FFF0D1", Tone.PROGRESS: "#E1EDFB",
        Tone.GOOD: "#E0F4E6", Tone.BAD: "#FCE5E3", Tone.APART: "#F1E9FB",
    },
)  # fmt: skip
DARK = Colours(
    window="#161A20", surface="#1E242C", field="#171C23", text="#E9EDF2", soft="#AAB5C2",
    line="#343E4A", edge="#75818F", accent="#86BBF3", on_accent="#0B1A2B", chosen="#2A4665",
    tones={
        Tone.NEUTRAL: "#B1BCC8", Tone.TODO: "#F2C266", Tone.PROGRESS: "#92C2F6",
        Tone.GOOD: "#82CF99", Tone.BAD: "#FFA49B", Tone.APART: "#CDB2F2",
    },
    grounds={
        Tone.NEUTRAL: "#2B333D", Tone.TODO: "#3B311E", Tone.PROGRESS: "#22364D",
        Tone.GOOD: "#1E3A29", Tone.BAD: "#47292B", Tone.APART: "#352B47",
    },
)  # fmt: skip
_DEMO_ACCENT = {True: ("#D5ABF2", "#24093A"), False: ("#763A9A", "#FFFFFF")}
"""The demo business has a colour of its own, by whether the theme is dark."""
SYSTEM, LIGHT_THEME, DARK_THEME = "system", "light", "dark"


class _Current:
    """The colours in force."""

    colours = LIGHT
    dark = False


def colours() -> Colours:
    """Return the colours in force."""
    return _Current.colours


def is_dark() -> bool:
    """Return whether the dark theme is in force."""
    return _Current.dark


def apply(application: QApplication, theme: str, *, demo: bool) -> None:
    """Put a theme in force: ``system``, ``light`` or ``dark``; the demo has its own accent."""
    hints = application.styleHints()
    scheme = {
        LIGHT_THEME: Qt.ColorScheme.Light, DARK_THEME: Qt.ColorScheme.Dark,
    }.get(theme, Qt.ColorScheme.Unknown)  # fmt: skip
    hints.setColorScheme(scheme)
    dark = theme == DARK_THEME or (theme == SYSTEM and hints.colorScheme() == Qt.ColorScheme.Dark)
    base = DARK if dark else LIGHT
    if demo:
        accent, on_accent = _DEMO_ACCENT[dark]
        base = _with_accent(base, accent, on_accent)
    _Current.colours, _Current.dark = base, dark
    application.setPalette(_palette(base))
    application.setStyleSheet(_style_sheet(base))
    icon.cache_clear()


def _with_accent(base: Colours, accent: str, on_accent: str) -> Colours:
    return base._replace(accent=accent, on_accent=on_accent)


def use_font(application: QApplication) -> None:
    """Take the system's own font; elsewhere than on Windows and macOS the one we ship."""
    if sys.platform in ("win32", "darwin"):
        return
    for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(resources.path("fonts", name)))
    font = QFont("Noto Sans")
    font.setPointSizeF(10)
    application.setFont(font)


def scaled_font(widget: QWidget, factor: float, *, bold: bool = False) -> QFont:
    """Return a widget's font, larger or smaller, perhaps bold."""
    font = QFont(widget.font())
    font.setPointSizeF(QApplication.font().pointSizeF() * factor)
    font.setBold(bold)
    return font


def characters(widget: QWidget, count: int) -> int:
    """Return the width of so many characters of a widget's font, in pixels."""
    return widget.fontMetrics().averageCharWidth() * count


def _palette(base: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, base.window), (role.WindowText, base.text), (role.Base, base.field),
        (role.AlternateBase, base.window), (role.Text, base.text), (role.Button, base.surface),
        (role.ButtonText, base.text), (role.Highlight, base.chosen),
        (role.HighlightedText, base.text), (role.ToolTipBase, base.surface),
        (role.ToolTipText, base.text), (role.Link, base.accent), (role.Accent, base.accent),
        (role.PlaceholderText, base.soft), (role.Mid, base.line), (role.Light, base.surface),
        (role.Midlight, base.line), (role.Dark, base.edge), (role.Shadow, base.line),
        (role.BrightText, base.tones[Tone.BAD]), (role.LinkVisited, base.accent),
    ):  # fmt: skip
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(base.edge))
    return palette


def _style_sheet(base: Colours) -> str:
    """Return what native styles do not know: cards, pills, the bar of pages, our buttons."""
    tones = "".join(
        f"""
        QLabel[pill="{tone}"] {{ color: {base.tones[tone]}; background: {base.grounds[tone]};
            border-radius: 9px; padding: 2px 9px; font-weight: 600; }}
        QLabel[tone="{tone}"] {{ color: {base.tones[tone]}; }}
        QFrame[bar="{tone}"] {{ background: {base.grounds[tone]}; border-radius: {RADIUS}px; }}
        QFrame[bar="{tone}"] QLabel {{ color: {base.tones[tone]}; }}
        """
        for tone in Tone
    )
    shade = "dark" if is_dark() else "light"
    arrow, check = (
        resources.path("icons", f"{name}-{shade}.svg").as_posix() for name in ("down", "check")
    )
    return f"""
    QToolTip {{ color: {base.text}; background: {base.surface}; border: 1px solid {base.line};
        padding: 4px; }}
    QFrame[card="true"] {{ background: {base.surface}; border: 1px solid {base.line};
        border-radius: {RADIUS}px; }}
    QFrame[nav="true"] {{ background: {base.surface}; border-right: 1px solid {base.line}; }}
    QLabel[soft="true"] {{ color: {base.soft}; }}
    QLabel[error="true"] {{ color: {base.tones[Tone.BAD]}; }}
    QLabel[warning="true"] {{ color: {base.tones[Tone.TODO]}; }}
    QPushButton, QToolButton[button="true"] {{ color: {base.text}; background: {base.surface};
        border: 1px solid {base.edge}; border-radius: 6px; padding: 5px 14px; }}
    QPushButton:hover, QToolButton[button="true"]:hover {{ background: {base.window}; }}
    QPushButton:pressed {{ background: {base.chosen}; }}
    QPushButton:disabled {{ color: {base.edge}; border-color: {base.line}; }}
    QPushButton[primary="true"] {{ color: {base.on_accent}; background: {base.accent};
        border-color: {base.accent}; font-weight: 600; }}
    QPushButton[primary="true"]:disabled {{ color: {base.edge}; background: {base.window};
        border-color: {base.line}; }}
    QPushButton[flat="true"] {{ border-color: transparent; background: transparent;
        color: {base.accent}; padding: 4px 8px; }}
    QPushButton[flat="true"]:hover {{ background: {base.chosen}; }}
    QPushButton[page="true"] {{ text-align: left; border: none; background: transparent;
        padding: 9px 12px; border-radius: 6px; }}
    QPushButton[page="true"]:hover {{ background: {base.window}; }}
    QPushButton[page="true"]:checked {{ background: {base.chosen}; font-weight: 600; }}
    QPushButton[chip="true"] {{ border-radius: 12px; padding: 3px 12px; }}
    QPushButton[chip="true"]:checked {{ background: {base.chosen}; border-color: {base.accent};
        font-weight: 600; }}
    QPushButton:focus, QToolButton[button="true"]:focus {{ border: 2px solid {base.accent}; }}
    QPushButton[primary="true"]:focus {{ border: 2px solid {base.text}; }}
    QLineEdit, QPlainTextEdit, QComboBox {{ background: {base.field}; color: {base.text};
        border: 1px solid {base.edge}; border-radius: 5px; padding: 4px 7px;
        selection-background-color: {base.chosen}; selection-color: {base.text}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {base.accent};
        padding: 3px 6px; }}
    QCheckBox, QRadioButton {{ border: 1px solid transparent; border-radius: 4px;
        padding: 1px 3px 1px 0; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {base.accent}; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px;
        background: {base.field}; border: 1px solid {base.edge}; }}
    QCheckBox::indicator {{ border-radius: 3px; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked {{ background: {base.accent}; border-color: {base.accent};
        image: url("{check}"); }}
    QRadioButton::indicator:checked {{ border: 5px solid {base.accent}; width: 6px; height: 6px;
        background: {base.on_accent}; }}
    QCheckBox::indicator:focus, QRadioButton::indicator:focus {{
        border: 2px solid {base.accent}; width: 12px; height: 12px; }}
    QRadioButton::indicator:checked:focus {{ border: 5px solid {base.accent}; width: 6px;
        height: 6px; }}
    QComboBox {{ combobox-popup: 0; }}  /* a list, not a menu as high as the screen */
    QComboBox QAbstractItemView::item {{ padding: 4px 6px; }}
    QComboBox QAbstractItemView::item:selected {{ color: {base.text}; background: {base.chosen}; }}
    QComboBox::drop-down {{ border: none; width: 26px; }}
    QComboBox::down-arrow {{ image: url("{arrow}"); width: 14px; height: 14px; }}
    QLineEdit[wrong="true"], QComboBox[wrong="true"] {{ border-color: {base.tones[Tone.BAD]}; }}
    QLineEdit:read-only {{ background: {base.window}; }}
    QTableView {{ background: {base.surface}; border: 1px solid {base.line}; color: {base.text};
        border-radius: {RADIUS}px; gridline-color: {base.line};
        selection-background-color: {base.chosen}; selection-color: {base.text}; }}
    QTableView::item {{ padding: 0 5px; }}
    QTableView::item:selected {{ background: {base.chosen}; color: {base.text}; }}
    QTableView:focus {{ border: 2px solid {base.accent}; }}
    QTableView QLineEdit, QTableView QComboBox {{ border-radius: 0; padding: 0 4px; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QHeaderView::section {{ background: {base.surface}; color: {base.soft}; border: none;
        border-bottom: 1px solid {base.line}; padding: 6px 8px; font-weight: 600; }}
    QTableCornerButton::section {{ background: {base.surface}; border: none;
        border-bottom: 1px solid {base.line}; }}
    QPushButton[flat="true"]:checked {{ background: {base.chosen}; }}
    QTabWidget::pane {{ border: none; }}
    QTabBar::tab {{ background: transparent; color: {base.soft}; border: none;
        border-bottom: 2px solid transparent; padding: 5px 12px; }}
    QTabBar::tab:selected {{ color: {base.text}; border-bottom-color: {base.accent}; }}
    QTabBar::tab:hover {{ background: {base.chosen}; }}
    QTabBar::tab:focus {{ background: {base.chosen}; }}
    QSplitter::handle {{ background: transparent; }}
    QScrollArea {{ border: 1px solid transparent; background: transparent; }}
    QScrollArea:focus {{ border-color: {base.accent}; }}
    QScrollArea > QWidget > QWidget[plain="true"] {{ background: transparent; }}
    QMenu {{ background: {base.surface}; color: {base.text}; border: 1px solid {base.line}; }}
    QMenu::item {{ padding: 5px 24px 5px 16px; }}
    QMenu::item:selected {{ background: {base.chosen}; }}
    QMenu::item:disabled {{ color: {base.edge}; }}
    QMenuBar {{ background: {base.surface}; color: {base.text}; }}
    QMenuBar::item:selected {{ background: {base.chosen}; }}
    QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; }}
    QScrollBar::handle {{ background: {base.line}; border-radius: 4px; margin: 2px;
        min-height: 28px; min-width: 28px; }}
    QScrollBar::handle:hover {{ background: {base.edge}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QProgressBar {{ border: 1px solid {base.edge}; border-radius: 5px; text-align: center;
        background: {base.field}; color: {base.text}; }}
    QProgressBar::chunk {{ background: {base.chosen}; border-radius: 4px; }}
    {tones}
    """


_SHAPES: Mapping[Tone, str] = {
    Tone.NEUTRAL: "dot", Tone.TODO: "arrow", Tone.PROGRESS: "clock", Tone.GOOD: "check",
    Tone.BAD: "exclamation", Tone.APART: "away",
}  # fmt: skip


def tone_icon(tone: Tone, size: int = 16) -> QIcon:
    """Return the icon of a status: a shape of its own, so that colour is not all that tells."""
    return icon(_SHAPES[tone], colours().tones[tone], size)


def no_icon() -> QIcon:
    """Return the icon of what needs none."""
    return QIcon()


@cache
def icon(name: str, colour: str | None = None, size: int = 16) -> QIcon:
    """Return a drawing of ``resources/icons`` in a colour, the soft one when none is named.

    ``size``: the largest it is shown in, in pixels before the screen's scale.
    """
    side = round(size * QApplication.primaryScreen().devicePixelRatio())
    reader = QImageReader(str(resources.path("icons", f"{name}.svg")))
    reader.setScaledSize(QSize(side, side))
    pixmap = QPixmap.fromImageReader(reader)
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour or colours().soft))
    painter.drawRect(pixmap.rect())  # ``fillRect`` would make PySide6 build all of gradients
    painter.end()
    return QIcon(pixmap)


def characters_of_application(count: int) -> int:
    """Return the width of so many characters of the application's font, in pixels."""
    return QFontMetrics(QApplication.font()).averageCharWidth() * count


def width_of_text(text: str, *, bold: bool = False) -> int:
    """Return the width of a text in the application's font, in pixels."""
    font = QFont(QApplication.font())
    font.setBold(bold)
    return QFontMetrics(font).horizontalAdvance(text)
