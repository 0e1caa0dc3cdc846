"""A region with nothing to show."""

import pytest
from PySide6.QtWidgets import QLabel

from reviewer.ui.empty_state import EmptyState


@pytest.mark.parametrize(("height", "pictures"), [(400, 1), (110, 0)])
def test_the_words_are_seen_in_a_low_region_too(qtbot, height, pictures) -> None:
    empty = EmptyState()
    qtbot.addWidget(empty)
    empty.say("modified", "Nothing to save", "What you change is listed here.")
    empty.resize(700, height)
    with qtbot.waitExposed(empty):
        empty.show()
    labels = [label for label in empty.findChildren(QLabel) if label.isVisible()]
    assert len(labels) == 2 + pictures
    assert all(label.height() >= label.minimumSizeHint().height() for label in labels)
