"""The line above the list in little room."""

from PySide6.QtCore import Qt

from reviewer.ui.article_list.list_bar import ListBar


def test_the_number_of_articles_is_never_cut(session, view_size):
    bar = view_size(ListBar(session), 500, 40)
    session.give(range(12_345))
    assert bar.order.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    bar.resize(180, 40)
    assert bar.order.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert "newest first" in bar.order.toolTip()
