"""The values of the selection, to read and to change."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from reviewer.articles.display import sentence
from reviewer.articles.edits import Edit, SetValue
from reviewer.library.field_summary import FieldSummary
from reviewer.session.events import ArticleRead, Message, Selection
from reviewer.session.reports import COUNT
from reviewer.session.session import Session
from reviewer.ui import style
from reviewer.ui.empty_state import EmptyState
from reviewer.ui.inspector.conflict_bar import ConflictBar, trouble
from reviewer.ui.inspector.sheet import Sheet
from reviewer.ui.inspector.subject import Subject, of_article, of_summary
from reviewer.ui.plain_label import PlainLabel, Tone, plain_tip
from reviewer.ui.publishing import to_publish
from reviewer.ui.quality_scale import scale_of
from reviewer.ui.quiet_button import QuietButton
from reviewer.ui.showing import show_if
from reviewer.ui.style import SPACE_8, SPACE_12, SPACE_16, TextSize

READING_AFTER_MS = 120


class Inspector(QWidget):
    """Edits go to the articles whose values are shown, even if others are selected by the time they are made."""

    resolve_asked = Signal(str)  # the path of an article in conflict

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._subject = Subject()
        self._read: ArticleRead | None = None
        self._focused: QWidget | None = None
        self._late = QTimer(self, singleShot=True, interval=READING_AFTER_MS)
        self._late.timeout.connect(self._show_reading)
        self.sheet = Sheet(session.completing.values, lambda: scale_of(session.facets))
        self.sheet.staged.connect(self._stage)
        self.sheet.published.decided.connect(self._publish)
        self.name = PlainLabel(TextSize.TITLE, bold=True)
        self.status = PlainLabel(TextSize.LABEL, "muted")
        self.conflict = ConflictBar()
        self.conflict.resolve_asked.connect(self._ask_to_resolve)
        self.empty = EmptyState()
        self.notice = Notice()
        self._lay_out()
        session.opened.connect(self._forget)
        session.closed.connect(self._forget)
        session.selection_changed.connect(self._on_selection_changed)
        session.article_read.connect(self._on_article_read)
        session.summary_read.connect(self._on_summary_read)
        session.facets_changed.connect(self.sheet.quality.show_range)
        session.told.connect(self._on_told)
        self._show_empty()

    def _lay_out(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)
        self.setMinimumWidth(240)
        self.setAccessibleName("Inspector")
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        head.setSpacing(SPACE_8)
        self.status.setWordWrap(False)
        head.addWidget(self.name, 1)
        head.addWidget(self.status, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        self.area = QScrollArea()
        self.area.setWidget(self.sheet)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = QWidget()
        column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.conflict)
        column.addWidget(self.area, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._pages = QStackedLayout()
        whole.addLayout(self._pages, 1)  # first: a page of a layout that is nowhere would be a window for a moment
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.page)
        whole.addWidget(self.notice)

    @property
    def subject(self) -> Subject:
        return self._subject

    def commit_pending(self) -> bool:
        """Stages what was typed and not entered yet, as before a save. False if something could not be staged."""
        return self._commit()

    def step_quality(self, ids: frozenset[int], by: int) -> bool:
        """Change the number that is typed for these articles; it is staged once the steps have come to rest.

        False where others are shown.
        """
        if ids != self._subject.ids or not self.sheet.isEnabled():
            return False
        self.sheet.quality.step(by)
        return True

    def put_back(self) -> None:
        """Show again what the articles say where something was asked for and not made."""
        self.sheet.put_back()

    # ---- what the session says

    def prepare(self) -> Iterator[None]:
        """Make in small steps what nearly every article needs, before the first one comes."""
        yield from self.sheet.fields.prepare()
        self.page.ensurePolished()
        yield

    def catch_up(self) -> None:
        """Show what was told before this was made."""
        self._on_selection_changed(self._session.selection)
        if self._session.article is not None:
            self._on_article_read(self._session.article)
        self._on_summary_read(self._session.summary)

    def _forget(self) -> None:
        self._subject, self._read = Subject(), None
        self.notice.say("")
        self._show_empty()

    def _on_selection_changed(self, selection: Selection) -> None:
        self._late.stop()
        read = self._read
        if not selection.ids:
            self._commit()
            self._subject = Subject()
            self._show_empty()
        elif read is not None and selection.ids == {read.id}:
            self._show(of_article(read))
        elif selection.ids == self._subject.ids:
            self._end_reading()
        else:
            self._late.start()
            if self._pages.currentWidget() is self.empty:
                self._say_reading()

    def _on_article_read(self, read: ArticleRead | None) -> None:
        self._read = read
        ids = self._session.selection.ids
        if read is not None and ids == {read.id}:
            self._show(of_article(read))
        elif read is None and len(ids) == 1:
            self._commit()
            self._subject = Subject()
            self._late.stop()
            self.empty.say("article", "This article is not there any more", "Its file has gone from the collection.")
            self._pages.setCurrentWidget(self.empty)

    def _on_summary_read(self, summary: FieldSummary | None) -> None:
        ids = self._session.selection.ids
        if summary is not None and len(ids) > 1:
            self._show(of_summary(summary, ids))

    def _on_told(self, message: Message) -> None:
        if message.kind in ("warning", "error"):
            self.sheet.refuse("; ".join((message.words, *message.details[:1])))

    # ---- showing

    def _show(self, subject: Subject) -> None:
        is_same = subject.ids == self._subject.ids
        if not is_same:
            self._commit()
        self._subject = subject
        self._end_reading()
        if subject.problem is not None:
            self._show_problem(subject)
            return
        self._say_name(subject)
        self.sheet.show_subject(subject, is_same)
        self.sheet.setEnabled(not subject.conflict)
        self.conflict.say(trouble(subject))
        show_if(self.conflict.resolve, subject.clashes)
        show_if(self.conflict, subject.conflict)
        if not is_same and self.area.verticalScrollBar().value():
            self._keep_in_sight()
        self._pages.setCurrentWidget(self.page)

    def _keep_in_sight(self) -> None:
        """Another article shows from its top, unless somebody is at work further down."""
        focused = QApplication.focusWidget()
        if focused is None or not self.sheet.isAncestorOf(focused):
            self.area.verticalScrollBar().setValue(0)

    def _say_name(self, subject: Subject) -> None:
        is_one = subject.count == 1
        name = subject.name.rpartition("/")[2]
        self.name.say(style.cut(name, 120) if is_one else subject.name)
        self.name.setToolTip(plain_tip(subject.name if is_one else ""))
        if subject.conflict:
            self._say_status("⇄ deleted or moved" if subject.is_gone else "⇄ changed on disk", "warning")
        else:
            self._say_status("modified" if subject.modified else "", "accent" if subject.modified else "muted")

    def _say_status(self, words: str, tone: Tone) -> None:
        self.status.say(words)
        self.status.set_tone(tone)

    def _show_reading(self) -> None:
        """The answer takes a while: nothing can be pressed that would still go to the former articles."""
        focused = QApplication.focusWidget()
        self._focused = focused if focused is not None and self.sheet.isAncestorOf(focused) else None
        self._commit()
        count = len(self._session.selection.ids)
        self.name.say(f"{count:,} articles" if count > 1 else "")
        self._say_status("reading…", "muted")
        self.sheet.setEnabled(False)
        if not self._subject.ids:
            self._say_reading()

    def _say_reading(self) -> None:
        count = len(self._session.selection.ids)
        self.empty.say("article", f"{count:,} articles" if count > 1 else "Reading…", "Reading…" if count > 1 else "")

    def _end_reading(self) -> None:
        self._late.stop()
        if self.sheet.isEnabled():
            return
        self.sheet.setEnabled(not self._subject.conflict)
        self._say_name(self._subject)
        if self._focused is not None and self._focused.isVisibleTo(self.sheet):
            self._focused.setFocus()
        self._focused = None

    def _show_problem(self, subject: Subject) -> None:
        problem = subject.problem
        assert problem is not None
        self.empty.say(
            "problem",
            "This article cannot be edited",
            f"{style.cut(sentence(problem.words), 300)}, at line {problem.line:,}, column {problem.column:,}. "
            "Its file is left as it is until it is put right in a text editor."
            + (f" {trouble(subject)}" if subject.conflict else ""),
        )
        self._pages.setCurrentWidget(self.empty)

    def _show_empty(self) -> None:
        self._late.stop()
        if self._session.collection is None:
            self.empty.say("folder", "Nothing to edit", "Open a folder of articles to judge them.")
        else:
            self.empty.say("article", "No article is selected", "Choose one or many in the list to change them here.")
        self._pages.setCurrentWidget(self.empty)

    # ---- staging

    def _ask_to_resolve(self) -> None:
        if self._read is not None:
            self.resolve_asked.emit(self._read.path)

    def _stage(self, name: str, edits: Sequence[Edit]) -> None:
        self._session.stage(name, edits, self._subject.ids)

    def _publish(self, to: bool) -> None:
        ids = to_publish(self._session, self._subject.ids, to)
        self._session.stage(f"{'Publish' if to else 'Unpublish'} {COUNT}", (SetValue(("published",), to),), ids)

    def _commit(self) -> bool:
        reasons = self.sheet.commit() if self._subject.ids and self._subject.problem is None else []
        if reasons:
            self.notice.say(f"Not kept for {style.cut(self._subject.name, 80)}: {'; '.join(reasons)}")
        return not reasons


class Notice(QWidget):
    """A sentence at the foot of the inspector, until it is dismissed."""

    def __init__(self) -> None:
        super().__init__()
        self.words = PlainLabel(TextSize.TEXT, "warning")
        self._dismiss = QuietButton("Dismiss")
        self._dismiss.clicked.connect(lambda: self.say(""))
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, SPACE_8)
        line.setSpacing(SPACE_8)
        line.addWidget(self.words, 1)
        line.addWidget(self._dismiss)
        self.hide()

    def say(self, words: str) -> None:
        self.words.say(style.cut(words, 400))
        show_if(self, bool(words))
