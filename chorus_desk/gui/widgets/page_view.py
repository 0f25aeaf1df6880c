"""Pages of a PDF as pictures, one below the other, as wide as there is room; never flickering."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from chorus_desk.gui import theme

_GAP = 14
_MOST_STRANGE = 10
_LONGEST = 5
"""How often a page's height may have its width: more than any sheet of paper."""


def draw_strange_pages(pdf: bytes, width: int) -> list[QImage]:
    """Return the first pages of a PDF that may be hostile, none longer than a strip of paper."""
    return draw_pages(pdf, width, most=_MOST_STRANGE)


def draw_pages(pdf: bytes, width: int, *, most: int | None = None) -> list[QImage]:
    """Return the pages of a PDF as pictures of a width in pixels. May run beside the window.

    ``most``: how many at most.
    """
    from PySide6.QtPdf import QPdfDocument

    data = QByteArray(pdf)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = []
    count = document.pageCount()
    for number in range(count if most is None else min(count, most)):
        size = document.pagePointSize(number)
        height = round(width * min(_LONGEST, size.height() / max(1.0, size.width())))
        drawn = document.render(number, QSize(width, height))
        page = QImage(drawn.size(), QImage.Format.Format_RGB32)
        page.fill(Qt.GlobalColor.white)  # a PDF page is transparent where nothing is printed
        painter = QPainter(page)
        painter.drawImage(0, 0, drawn)
        painter.end()
        pages.append(page)
    document.close()
    buffer.close()
    return pages


class _Canvas(QWidget):
    """Paints the pages at its own width."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: Sequence[QImage] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("plain", True)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        """Return the height of all pages at a width."""
        return sum(_height(page, width) + _GAP for page in self.pages)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return the size at the present width."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw the pages with a fine outline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        y = 0
        for page in self.pages:
            target = QRectF(0, y, self.width() - 1, _height(page, self.width()))
            painter.drawImage(target, page)
            painter.setPen(QColor(theme.colours().line))
            painter.drawRect(target)
            y += round(target.height()) + _GAP


def _height(page: QImage, width: int) -> int:
    return round(width * page.height() / max(1, page.width()))


class PageView(QScrollArea):
    """Shows pages; tells when its width, and so the resolution wanted, changes."""

    resized = Signal()
    shown = Signal()
    """Other pages were put in place."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._canvas = _Canvas()
        self.setWidget(self._canvas)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(name)
        self.setMinimumWidth(200)

    @property
    def wanted_width(self) -> int:
        """The width of a page in pixels of the screen."""
        return max(200, round(self.viewport().width() * self.devicePixelRatioF()))

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._canvas.pages)

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """Put pages in place of those shown, all at once."""
        self._canvas.pages = pages
        height = self._canvas.heightForWidth(self.viewport().width())
        self._canvas.setMinimumHeight(height)
        self._canvas.updateGeometry()
        self._canvas.update()
        self.shown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Keep the pages' shape, and ask for a sharper picture."""
        super().resizeEvent(event)
        self._canvas.setMinimumHeight(self._canvas.heightForWidth(self.viewport().width()))
        self.resized.emit()
