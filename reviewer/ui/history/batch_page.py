"""One batch: what it was, what it changed, and Undo."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.articles.display import unturned
from reviewer.library.change_rows import BatchDetails
from reviewer.library.journal.schema import Batch
from reviewer.ui import style
from reviewer.ui.history import batch_words
from reviewer.ui.history.batch_lines import ARTICLE, CHANGE, FIELD, BatchLines
from reviewer.ui.one_line import OneLine
from reviewer.ui.quiet_button import QuietButton
from reviewer.ui.row_table import Cells, RowTable
from reviewer.ui.style import SPACE_8, SPACE_12


class BatchPage(QWidget):
    """`undo_asked`: the batch that is shown is to be taken back."""

    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.batch: Batch | None = None
        self.lines = BatchLines(self)
        self.table = LinesTable(self.lines)
        self.name = OneLine(bold=True, air=0)
        self.facts = OneLine("muted", air=0)
        self.undo = QuietButton("Undo…", icon="undo", tip="See what taking this back would change")
        self.undo.clicked.connect(self.undo_asked)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.facts)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        head.setSpacing(SPACE_12)
        head.addLayout(words, 1)
        head.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def show_batch(self, batch: Batch) -> bool:
        """Say what is known of a batch already; whether its articles must be asked for."""
        is_another = self.batch is None or self.batch.id != batch.id
        if is_another:
            self.lines.show_articles(())
        self.batch = batch
        self._say(batch)
        return is_another

    def _say(self, batch: Batch) -> None:
        mark = batch_words.undone_mark(batch)
        facts = [batch_words.articles(batch), f"by the {batch.origin}", batch_words.exactly_when(batch)]
        self.name.say(style.cut(unturned(batch.name)))
        self.facts.say(" · ".join([*([mark] if mark else []), *facts]))
        is_undone = batch_words.is_undone(batch)
        self.undo.setEnabled(not is_undone)
        tip = "All of it is undone" if is_undone else "See what taking this back would change"
        self.undo.say("Undo…", tip, named=f"Undo {batch.name}")

    def show_details(self, details: BatchDetails) -> None:
        """Show the articles; those of a batch that is not shown any more are dropped."""
        if self.batch is not None and details.batch.id == self.batch.id:
            self.lines.show_articles(details.articles, details.untold)


class LinesTable(RowTable):
    def __init__(self, lines: BatchLines) -> None:
        super().__init__("Articles of the batch")
        self.setItemDelegate(Cells(self, lines.pieces))
        self.show_rows(lines)

    def share_room(self) -> None:
        self.share_by_need((ARTICLE, FIELD, CHANGE), self.viewport().width(), CHANGE)
