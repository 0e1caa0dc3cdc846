"""The window itself: its shape, what is dropped on it, and its end. `furnishing` puts the regions into it.

It is shown before all that belongs into it is loaded, so it imports none of that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from reviewer.session.settings import GEOMETRY, Settings

if TYPE_CHECKING:
    from reviewer.session.events import Message
    from reviewer.session.samples import Samples
    from reviewer.session.session import Session
    from reviewer.ui.actions import Actions
    from reviewer.ui.article_list.article_list import ArticleList
    from reviewer.ui.changes.changes import Changes
    from reviewer.ui.closing import Closing
    from reviewer.ui.deeds import Deeds
    from reviewer.ui.dialogs import Dialogs
    from reviewer.ui.filters.filters import Filters
    from reviewer.ui.focus import Regions
    from reviewer.ui.foot import Foot
    from reviewer.ui.history.history import History
    from reviewer.ui.inspector.inspector import Inspector
    from reviewer.ui.messages import Messages
    from reviewer.ui.open_menu import OpenMenu
    from reviewer.ui.panes import Panes
    from reviewer.ui.planning import Planning
    from reviewer.ui.preview.preview import Preview
    from reviewer.ui.search_field import SearchField
    from reviewer.ui.status_line import StatusLine
    from reviewer.ui.toolbar import Toolbar
    from reviewer.ui.tour import Tour

NARROWEST = 560
FIRST_SIZE = (1440, 900)


class MainWindow(QMainWindow):
    """All that is on the screen, once it is furnished. The session behind it is shut down by `app`."""

    session: Session
    samples: Samples
    dialogs: Dialogs
    menu_actions: Actions
    filters: Filters
    article_list: ArticleList
    preview: Preview
    inspector: Inspector
    changes: Changes
    history: History
    foot: Foot
    messages: Messages
    tour: Tour
    panes: Panes
    search: SearchField
    open_menu: OpenMenu
    toolbar: Toolbar
    status: StatusLine
    regions: Regions
    deeds: Deeds
    planning: Planning
    closing: Closing

    dropped = Signal(list)  # Paths of files and folders

    def __init__(self, settings: Settings) -> None:
        """A window without anything in it, in the shape it had at the end; in a sensible one at the first start."""
        super().__init__()
        self.may_close: Callable[[], bool] = lambda: True
        """Asked when it is to be closed; it stays open if not."""
        self.complete: Callable[[], None] = lambda: None
        """Makes at once what would come later."""
        self.setWindowTitle("Reviewer")
        self.setAcceptDrops(True)
        self.setMinimumSize(NARROWEST, 400)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        if not self.restoreGeometry(QByteArray(settings.value(GEOMETRY))):
            room = self.screen().availableGeometry().size()
            self.resize(min(FIRST_SIZE[0], room.width()), min(FIRST_SIZE[1], room.height()))

    def tell(self, message: Message) -> None:
        """Show a message at the foot of the list."""
        self.messages.tell(message)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths: Sequence[Path] = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.may_close())
