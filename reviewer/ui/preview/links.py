"""A line of links: open in the browser, copy."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reviewer.articles.links import is_web_link
from reviewer.ui import style
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.quiet_button import QuietButton
from reviewer.ui.showing import show_if
from reviewer.ui.style import SPACE_12

OpenUrl = Callable[[QUrl], object]
Link = tuple[str, str]
"""(what it is called, its address as written)"""


class LinkLine(QWidget):
    """Each address once. One that is no web link cannot be opened; it can only be copied."""

    def __init__(self, open_url: OpenUrl) -> None:
        super().__init__()
        self._open_url = open_url
        self._links: list[Link] = []
        self._buttons: list[QuietButton] = []
        self._copy = QuietButton("Copy", "link", icon="copy", parent=self)
        self._copy.clicked.connect(self._copy_first)
        self._line = FlowLayout(self, gap=SPACE_12)
        self._line.addWidget(self._copy)

    @property
    def tab_stops(self) -> list[QWidget]:
        return [*self._buttons, self._copy]

    def show_links(self, links: Sequence[Link], of: str = "") -> None:
        """`of` is what the links belong to, for the names that a screen reader says."""
        once: dict[str, str] = {}
        for name, address in links:
            if address.strip():
                once.setdefault(address.strip(), name)
        self._links = [(name, address) for address, name in once.items()]
        web = [link for link in self._links if is_web_link(link[1])]
        while len(self._buttons) < len(web):
            self._add_button()
        for index, button in enumerate(self._buttons):
            show_if(button, index < len(web))
            if index < len(web):
                name, address = web[index]
                button.say(name, address, named=style.cut(f"Open {name.lower()} of {of}" if of else f"Open {name}"))
                button.setProperty("address", address)
        if self._links:
            first = self._links[0][1]
            self._copy.say("Copy", f"Copy {first}", named=style.cut(f"Copy the link of {of}" if of else "Copy link"))
        show_if(self, bool(self._links))

    def _add_button(self) -> None:
        button = QuietButton("", "link", icon="browser", parent=self)
        button.clicked.connect(lambda: self._open(str(button.property("address"))))
        self._line.insert(len(self._buttons), button)
        self._buttons.append(button)

    def _open(self, address: str) -> None:
        url = QUrl(address)
        if is_web_link(address) and url.scheme() in ("http", "https"):
            self._open_url(url)

    def _copy_first(self) -> None:
        if self._links:
            QGuiApplication.clipboard().setText(self._links[0][1])
