"""The related coverage of an article, as cards that are built a few at a time."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.articles.contents import Related
from reviewer.articles.display import plain, show_date, unturned
from reviewer.session.pictures import Pictures
from reviewer.ui import style
from reviewer.ui.plain_label import PlainLabel
from reviewer.ui.preview.links import LinkLine, OpenUrl
from reviewer.ui.preview.picture import PictureFrame
from reviewer.ui.quiet_button import QuietButton
from reviewer.ui.showing import show_if
from reviewer.ui.style import SPACE_4, SPACE_12, SPACE_16, TextSize

FIRST, MORE = 8, 24
_PICTURE_LINES = 7
ToSource = Callable[[str], str]


def shown_text(text: str, length: int = 400) -> str:
    """Text of a file for showing: cut first, so that a huge one costs nothing, then decoded."""
    return style.cut(unturned(plain(text[: 4 * length])), length)


def meta_words(*parts: str) -> str:
    return " · ".join(unturned(part) for part in parts if part)


def quality_words(quality: object) -> str:
    return "" if quality is None or quality == "" else style.cut(f"quality {quality}", 40)


class RelatedCard(QWidget):
    """One related article: picture, title, provider, date, quality, links."""

    def __init__(self, pictures: Pictures, open_url: OpenUrl) -> None:
        super().__init__()
        self._picture = PictureFrame(pictures, cover=True, small=True)
        self._measure()
        self._title = PlainLabel(TextSize.TITLE, bold=True)
        self._meta = PlainLabel(TextSize.TEXT, "muted")
        self._excerpt = PlainLabel(TextSize.TEXT)
        self._links = LinkLine(open_url)
        words = QVBoxLayout()
        words.setSpacing(SPACE_4)
        for widget in (self._title, self._meta, self._excerpt, self._links):
            words.addWidget(widget)
        words.addStretch(1)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(SPACE_12)
        self._line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addLayout(words, 1)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._measure()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow column the words stand below the picture."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < 2.4 * self._picture.maximumWidth()
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if direction != self._line.direction():
            self._line.setDirection(direction)

    def _measure(self) -> None:
        self._picture.setFixedWidth(_PICTURE_LINES * style.line_height(TextSize.TEXT))

    @property
    def tab_stops(self) -> list[QWidget]:
        return self._links.tab_stops

    @property
    def source(self) -> str:
        return self._picture.source

    def show_related(self, related: Related, to_source: ToSource) -> None:
        title = shown_text(related.title) or "Without a title"
        self._title.say(title)
        provider = shown_text(related.provider or related.provider_domain, 120)
        kind = shown_text(related.type, 40)
        date = show_date(related.date[:60])
        kind = "" if kind == "article" else kind
        self._meta.say(meta_words(provider, date, kind, quality_words(related.quality)))
        excerpt = shown_text(related.excerpt, 240)
        self._excerpt.say(excerpt)
        show_if(self._excerpt, bool(excerpt))
        self._links.show_links((("Web page", related.web_url), ("AMP page", related.amp_url)), title)
        source = to_source(related.images[0].url) if related.images else ""
        show_if(self._picture, bool(source))
        self._picture.show_picture(source, f"Picture of {title}")
        self.setAccessibleName(title)


class RelatedCards(QWidget):
    """A heading and the cards. `show_related` builds the first ones; a button at the end builds more."""

    def __init__(self, pictures: Pictures, open_url: OpenUrl, on_more: Callable[[], None]) -> None:
        super().__init__()
        self._pictures, self._open_url, self._on_more = pictures, open_url, on_more
        self._related: Sequence[Related] = ()
        self._to_source: ToSource = str
        self._shown = 0
        self._cards: list[RelatedCard] = []
        self._heading = PlainLabel(TextSize.TITLE, bold=True)
        self._more = QuietButton()
        self._more.clicked.connect(self.show_more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_16)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def sources(self) -> set[str]:
        """The pictures of the cards that are built."""
        return {card.source for card in self._cards[: self._shown] if card.source}

    @property
    def tab_stops(self) -> list[QWidget]:
        return [*(stop for card in self._cards for stop in card.tab_stops), self._more]

    @property
    def cards(self) -> list[RelatedCard]:
        return self._cards[: self._shown]

    def prepare(self) -> None:
        """Make a card before there is an article to show."""
        self._add_card()
        self._cards[-1].hide()
        self._cards[-1].ensurePolished()

    def show_related(self, related: Sequence[Related], to_source: ToSource) -> None:
        self._related, self._to_source = related, to_source
        self._shown = 0
        show_if(self, bool(related))
        self._heading.say(f"Related coverage · {len(related):,}")
        self._grow(FIRST)

    def show_more(self) -> None:
        self._grow(MORE)
        self._on_more()

    def _grow(self, by: int) -> None:
        first, self._shown = self._shown, min(self._shown + by, len(self._related))
        while len(self._cards) < self._shown:
            self._add_card()
        for index in range(first, self._shown):
            self._cards[index].show_related(self._related[index], self._to_source)
        for index, card in enumerate(self._cards):
            show_if(card, index < self._shown)
        left = len(self._related) - self._shown
        show_if(self._more, left > 0)
        self._more.say(f"Show {MORE} of {left:,} more" if left > MORE else f"Show {left} more")

    def _add_card(self) -> None:
        card = RelatedCard(self._pictures, self._open_url)
        self._column.insertWidget(len(self._cards) + 1, card)
        self._cards.append(card)
