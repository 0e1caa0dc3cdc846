"""A field that is typed: text, number, date, link."""

from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.articles.edits import SetValue
from reviewer.articles.fields import field_of
from reviewer.articles.typed import value_from_text
from reviewer.articles.values import Value, parse_path
from reviewer.ui.inspector.field_frame import FieldFrame
from reviewer.ui.inspector.row import Row
from reviewer.ui.inspector.subject import Shown, hint_of, label_of, spell
from reviewer.ui.inspector.text_fields import LineField, LongField
from reviewer.ui.inspector.typed import Typed
from reviewer.ui.plain_label import plain_tip
from reviewer.ui.showing import show_if

LONGEST = 20_000
_LONG_FROM = 48


class TextField(Protocol):
    """What a typed row needs of its field."""

    committed: SignalInstance
    given_up: SignalInstance
    textChanged: SignalInstance
    menu_wanted: SignalInstance

    def text(self) -> str: ...
    def fill(self, text: str) -> str: ...
    def hint(self, words: str) -> None: ...
    def setReadOnly(self, read_only: bool) -> None: ...
    def setFocus(self) -> None: ...


class TextRow(Row):
    """Commits on Enter, or when focus leaves and the text differs from what was shown. Esc puts that back."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.typed = Typed()
        self._source = ""
        self._is_fixed = False
        self._input: TextField | None = None
        self._inputs: dict[bool, tuple[TextField, FieldFrame]] = {}
        self.column.addWidget(self.error)

    # ---- filling

    def show_field(self, field: Shown, is_same: bool) -> None:
        text = spell(field.value) if field.state == "same" else ""
        is_waiting = is_same and self.typed.sent is not None and text == self._source
        keeps = is_same and self._input is not None and self.typed.differs(self.text)
        self.field = field
        if is_waiting and not keeps:
            return
        if keeps:
            self._source = text
            self.typed.fill(_lines(text))
        else:
            self._choose_input(field, text)
            self._fill(text)
        hint = hint_of(field)
        self.input.hint(hint)
        if not self._is_fixed:
            self.frame.setToolTip("" if field.state == "same" else plain_tip(hint))
        self._mark()

    def _fill(self, text: str) -> None:
        self._source = text
        shown = text if len(text) <= LONGEST else text[:1_000]
        read_back = self.input.fill(shown)
        self.typed.fill(read_back)
        self._fix("" if read_back == _lines(text) else self._why_fixed(text))
        self.complain("")

    def _why_fixed(self, text: str) -> str:
        if len(text) > LONGEST:
            return f"{len(text):,} characters: too long to be edited here"
        return "It holds characters that cannot be edited here"

    def _fix(self, why: str) -> None:
        self._is_fixed = bool(why)
        self.input.setReadOnly(self._is_fixed)
        self.frame.setToolTip(plain_tip(why))

    def _choose_input(self, field: Shown, text: str) -> None:
        known = field_of(self.path)
        is_link = known is not None and known.kind == "link"
        is_long = (known is not None and known.kind == "long text") or "\n" in text or "\r" in text
        self.use_input(is_long or (not is_link and len(text) > _LONG_FROM))

    def use_input(self, is_long: bool) -> None:
        """Brings the field of one line, or the one that grows, into the row."""
        if is_long not in self._inputs:
            made: LineField | LongField = LongField() if is_long else LineField()
            self.adopt(is_long, made, made)
        self._input = self._inputs[is_long][0]
        for key, (_, frame) in self._inputs.items():
            show_if(frame, key == is_long)

    def adopt(self, key: bool, made: TextField, widget: QWidget) -> None:
        """Takes a field into the row, in a frame below the label."""
        frame = FieldFrame(widget)
        self._inputs[key] = (made, frame)
        widget.setAccessibleName(label_of(self.path))
        self.label.setBuddy(widget)
        made.committed.connect(self.commit)
        made.given_up.connect(self.put_back)
        made.textChanged.connect(self._on_typed)
        made.menu_wanted.connect(self.add_actions)
        self.place_frame(frame)

    def place_frame(self, frame: FieldFrame) -> None:
        self.column.insertWidget(1, frame)

    @property
    def input(self) -> TextField:
        if self._input is None:
            self.use_input(False)
        assert self._input is not None
        return self._input

    @property
    def frame(self) -> FieldFrame:
        return next(frame for made, frame in self._inputs.values() if made is self.input)

    @property
    def text(self) -> str:
        return self.input.text()

    def focus(self) -> None:
        self.input.setFocus()

    # ---- what was typed

    def commit(self) -> str:
        text = self.text
        if self._is_fixed or not self.typed.differs(text):
            return ""
        if text == self.typed.refused:
            return self.error.words
        try:
            value = self.read(text)
        except ValueError as reason:
            self.complain(str(reason))
            self.frame.mark(wrong=True)
            return str(reason)
        if self.field.state == "same" and value == self.field.value and type(value) is type(self.field.value):
            self.put_back()
            return ""
        self.typed.send(text)
        self.complain("")
        self._mark()
        self.stage(f"Set {self.named} of {{articles}}", SetValue(parse_path(self.path), value))
        return ""

    def read(self, text: str) -> Value:
        """The typed text as a value. Raises ValueError, in words."""
        present = self.field.sample
        if isinstance(present, str) and "\r\n" in present:
            text = _lines(text).replace("\n", "\r\n")
        return value_from_text(text, self.path, present)

    def refuse(self, words: str) -> None:
        if self.typed.refuse(self.text):
            self.complain(words)
            self._mark(wrong=True)

    def put_back_sent(self) -> None:
        if self.typed.sent is not None and not self.typed.differs(self.text):
            self.put_back()

    def put_back(self) -> None:
        """Shows again what is there, and forgets what was typed."""
        self._fill(self._source)
        self._mark()

    def _on_typed(self) -> None:
        if self.error.words and self.text != self.typed.refused:
            self.complain("")
        self._mark()

    def _mark(self, wrong: bool = False) -> None:
        differs = self.text != self.typed.shown
        self.label.mark(self.field.modified, self.field.mine)
        self.frame.mark(modified=self.field.modified or differs, wrong=wrong)

    # ---- menu

    def add_actions(self, menu: QMenu) -> None:
        if not menu.isEmpty():
            menu.addSeparator()
        if self.typed.differs(self.text):
            menu.addAction("Put Back", self.put_back)
        if self.field.kind == "text" and not self._is_fixed and (self.field.state != "same" or self._source):
            menu.addAction("Empty Field", self._empty)
        super().add_actions(menu)

    def _empty(self) -> None:
        self.stage(f"Empty {self.named} of {{articles}}", SetValue(parse_path(self.path), ""))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
