from reviewer.ui.article_list.fading import Fading


def test_what_arrives_comes_in_softly_and_then_is_there(qtbot, qapp):
    fading = Fading()
    assert fading.opacity("a") == 1
    fading.start("a")
    assert fading.opacity("a") < 1
    assert fading.opacity("b") == 1
    qtbot.waitUntil(lambda: fading.opacity("a") == 1)
    qtbot.waitUntil(lambda: not fading._frames.isActive())
