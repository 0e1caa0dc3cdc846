"""A list as chips; topics of a selection say in how many articles they are."""

from collections.abc import Callable, Sequence

from reviewer.articles.edits import AddItem, RemoveItem
from reviewer.articles.values import Value, parse_path
from reviewer.ui import style
from reviewer.ui.inspector.add_field import AddField
from reviewer.ui.inspector.chip_list import ChipList, Item
from reviewer.ui.inspector.field_frame import FieldFrame
from reviewer.ui.inspector.row import Row
from reviewer.ui.inspector.subject import Shown, hint_of, label_of, spell
from reviewer.ui.style import SPACE_8

Ask = Callable[[str, str, Callable[[list[str]], None]], None]
"""The session's `complete`."""


class ListRow(Row):
    """Adding and taking away leave all other items and their order as they are."""

    def __init__(self, path: str, ask: Ask | None = None) -> None:
        super().__init__(path)
        self.chips = ChipList()
        self.chips.removed.connect(self._remove)
        self.chips.spread.connect(self._add)
        self.input = AddField(None if ask is None else lambda typed, answer: ask(path, typed, answer))
        self._one = "topic" if path == "topics" else "item"
        self.input.setAccessibleName(f"Add a {self._one}" if path == "topics" else f"Add to {label_of(path)}")
        self.input.hint("Add a topic" if path == "topics" else "Add an item")
        self.input.committed.connect(self.commit)
        self.input.given_up.connect(lambda: self.input.clear_typed())
        self.input.textChanged.connect(lambda: self._on_typed())
        self.input.menu_wanted.connect(self.add_actions)
        self.label.setBuddy(self.input)
        self.frame = FieldFrame(self.input)
        self._is_sent = False
        self.column.setSpacing(SPACE_8)
        for widget in (self.chips, self.frame, self.error):
            self.column.addWidget(widget)

    def show_field(self, field: Shown, is_same: bool) -> None:
        items = field.value if field.state == "same" and isinstance(field.value, list) else []
        shown = [Item(item, style.cut(spell(item), 400)) for item in items]
        self._show(field, is_same, shown, "" if field.state == "same" else hint_of(field))

    def show_topics(self, field: Shown, topics: Sequence[tuple[str, int]], count: int, is_same: bool) -> None:
        """`topics` with the number of articles that have each, of `count`."""
        shown = [
            Item(topic, style.cut(topic, 400), "" if have >= count else f"{have:,} of {count:,}")
            for topic, have in topics
        ]
        self._show(field, is_same, shown, "")

    def _show(self, field: Shown, is_same: bool, items: list[Item], hint: str) -> None:
        self.field = field
        self._is_sent = False
        self.chips.show_items(items, is_same)
        self.input.leave_out({item.words for item in items if not item.note})
        self.input.hint(hint or f"Add {'a' if self._one == 'topic' else 'an'} {self._one}")
        if not is_same:
            self.input.clear_typed()
        self.label.mark(field.modified, field.mine)
        if not self._is_refusing(is_same):
            self.complain("")

    def _is_refusing(self, is_same: bool) -> bool:
        return is_same and bool(self.error.words) and not self.error.isHidden()

    def commit(self) -> str:
        text = self.input.text().strip()
        self.input.clear_typed()
        if text:
            self._add(text)
        return ""

    def refuse(self, words: str) -> None:
        if self._is_sent:
            self._is_sent = False
            self.complain(words)

    def _on_typed(self) -> None:
        if self.input.text():
            self.complain("")

    def _add(self, value: Value) -> None:
        self._is_sent = True
        name = self._name_of(value)
        words = (
            f"Add topic “{name}” to {{articles}}"
            if self._one == "topic"
            else f"Add “{name}” to {self.named} of {{articles}}"
        )
        self.stage(words, AddItem(parse_path(self.path), value))

    def _remove(self, value: Value) -> None:
        self._is_sent = True
        name = self._name_of(value)
        words = (
            f"Remove topic “{name}” from {{articles}}"
            if self._one == "topic"
            else f"Remove “{name}” from {self.named} of {{articles}}"
        )
        self.stage(words, RemoveItem(parse_path(self.path), value))

    def _name_of(self, value: Value) -> str:
        return style.cut(spell(value), 60).replace("{", "(").replace("}", ")")
