"""One article to judge: pictures, headline, excerpt, where it is from, its text, who else wrote about it."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from reviewer.articles.contents import Article, Picture
from reviewer.articles.display import show_date
from reviewer.session.pictures import Pictures
from reviewer.ui import style
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.preview.body import Body
from reviewer.ui.preview.links import LinkLine, OpenUrl
from reviewer.ui.preview.picture import REGION, PictureFrame
from reviewer.ui.preview.related import RelatedCards, meta_words, quality_words, shown_text
from reviewer.ui.preview.strip import MOST, PictureStrip
from reviewer.ui.showing import show_if
from reviewer.ui.style import SPACE_8, SPACE_12, SPACE_24, TextSize

_LETTERS = 65
_WIDEST = 760
_NARROWEST_PICTURE = 240
_PICTURE_SHARE = 0.5


class Hairline(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(2 * SPACE_8 + style.HAIRLINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, SPACE_8, self.width(), style.HAIRLINE, style.hairline(self.palette()))
        painter.end()


class FocusRing(QWidget):
    """Lies over a region and shows that keys go to it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        style.paint_focus_ring(painter, self.rect(), self.palette(), 0)
        painter.end()


class Page(QWidget):
    """As high as its width makes it. (A layout's own least height is that of its narrowest width.)"""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


def picture_name(number: int, of: int, picture: Picture) -> str:
    name = f"Picture {number} of {of}" if of > 1 else "Picture"
    if picture.width and picture.height:
        name += f", {picture.width} × {picture.height}"
    return name


class ArticlePage(QScrollArea):
    """Scrolls by keyboard when focused: Space and Shift+Space a page, arrows a line, Home and End."""

    def __init__(self, pictures: Pictures, open_url: OpenUrl) -> None:
        super().__init__()
        self._pictures = pictures
        self._shown: tuple[int, Article] | None = None
        self._sources: list[str] = []
        self._names: list[str] = []
        self._stops: list[QWidget] = []
        self.picture = PictureFrame(pictures)
        self.picture.hide()
        self.strip = PictureStrip(pictures)
        self.strip.chosen.connect(self._show_large)
        self.headline = PlainLabel(TextSize.HEADLINE, bold=True, selectable=True)
        self.excerpt = PlainLabel(TextSize.TEXT, selectable=True)
        self.meta = PlainLabel(TextSize.TEXT, "muted")
        self.links = LinkLine(open_url)
        self._before_body, self._before_related = Hairline(), Hairline()
        self.body = Body()
        self.related = RelatedCards(pictures, open_url, self._on_more)
        self._lay_out()
        self._ring = FocusRing(self)
        self.setAccessibleName("Preview")
        self._measure()

    def _lay_out(self) -> None:
        page = Page()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        self._column.setSpacing(SPACE_12)
        parts = (self.picture, self.strip, self.headline, self.excerpt, self.meta, self.links)
        for part in (*parts, self._before_body, self.body, self._before_related, self.related):
            self._column.addWidget(part)
            part.setMaximumWidth(_WIDEST)
        self._column.addStretch(1)
        self._column.setSpacing(SPACE_12)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(SPACE_24)

    def show_article(self, article_id: int, path: str, article: Article) -> None:
        is_new = self._shown is None or self._shown[0] != article_id
        if not is_new and self._shown is not None and self._shown[1] == article:
            return
        self._shown = (article_id, article)
        if is_new:
            self.verticalScrollBar().setValue(0)
        self._show_pictures(article, path)
        title = shown_text(article.title, 1_000)
        self.headline.say(title or "Without a title")
        excerpt = shown_text(article.excerpt, 2_000)
        self.excerpt.say(excerpt)
        show_if(self.excerpt, bool(excerpt))
        self._show_origin(article)
        self.body.show_body(article.body)
        show_if(self._before_body, not self.body.isHidden())
        self.related.show_related(article.related, lambda url: self._pictures.source(url, path))
        show_if(self._before_related, bool(article.related))
        self._on_more()

    def _show_origin(self, article: Article) -> None:
        provider = shown_text(article.provider or article.provider_domain, 120)
        kind = shown_text(article.type, 40)
        kind = "" if kind == "article" else kind
        words = meta_words(provider, show_date(article.date[:60]), kind, quality_words(article.quality))
        self.meta.say(words)
        show_if(self.meta, bool(words))
        more = {field.path: field.value for field in article.fields if field.path in ("ampWebUrl", "cdnAmpWebUrl")}
        amp = next((str(value) for value in more.values() if isinstance(value, str)), "")
        self.links.show_links(
            (("Web page", article.web_url), ("Original", article.original_url), ("AMP page", amp)),
        )

    def _show_pictures(self, article: Article, path: str) -> None:
        shown = article.images[:MOST]
        sources = [self._pictures.source(picture.url, path) for picture in shown]
        self._names = [picture_name(at + 1, len(shown), picture) for at, picture in enumerate(shown)]
        if sources != self._sources:
            self._sources = sources
            show_if(self.picture, bool(sources))
            self.strip.show_pictures(sources, self._names)
            self._show_large(0)

    def _show_large(self, index: int) -> None:
        if index < len(self._sources):
            self.picture.show_picture(self._sources[index], self._names[index])
        else:
            self.picture.show_picture("")

    def _on_more(self) -> None:
        """Cards were built: their pictures are wanted, and Tab goes through their links."""
        self._want_pictures()
        self._order_tabs()

    def _want_pictures(self) -> None:
        self._pictures.wanted({*self._sources, *self.related.sources}, REGION)

    # ---- keys, focus, fonts

    def _order_tabs(self) -> None:
        """Tab goes from top to bottom and from left to right, also through what was made later."""
        parts = (self.picture, self.strip, self.links, self.body, self.related)
        stops = [self, *(stop for part in parts for stop in part.tab_stops)]
        if stops != self._stops:
            self._stops = stops
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        page = max(1, self.viewport().height() - SPACE_24)
        moves = {Qt.Key.Key_Home: -(1 << 30), Qt.Key.Key_End: 1 << 30, Qt.Key.Key_Space: page}
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            move = -move
        bar.setValue(min(max(bar.value() + move, bar.minimum()), bar.maximum()))
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._ring.setGeometry(self.rect())
        return super().viewportEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            show_if(self._ring, event.type() == QEvent.Type.FocusIn)
            self._ring.setGeometry(self.rect())
            self._ring.raise_()
        elif event.type() == QEvent.Type.ApplicationFontChange:
            self._measure()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tallest = round(self.viewport().height() * _PICTURE_SHARE)
        self.picture.setMaximumWidth(min(_WIDEST, max(_NARROWEST_PICTURE, round(tallest * self.picture.shape))))

    def _measure(self) -> None:
        """Lines of text are no longer than about 65 letters."""
        wide = QFontMetrics(style.font(TextSize.TEXT)).averageCharWidth() * _LETTERS
        self.excerpt.setMaximumWidth(wide)
        self.body.setMaximumWidth(max(wide, 1))
        self.headline.setMaximumWidth(max(_WIDEST, wide))
