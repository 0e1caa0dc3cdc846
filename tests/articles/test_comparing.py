from reviewer.articles.article import read_article
from reviewer.articles.comparing import changed_fields

ARTICLE = b"---\ntitle: T\nquality: 1\npublished: yes\ntopics: [a, b]\nprovider: {name: N}\nimages: [a.png]\n---\n"


def changed(*pairs):
    after = ARTICLE
    for old, new in pairs:
        assert old in after
        after = after.replace(old, new)
    return changed_fields(read_article(ARTICLE, "a.md"), read_article(after, "a.md"))


def test_nothing_changed():
    assert changed() == ()
    assert changed((b"yes", b"true"), (b"title: T", b"title: 'T'  # the same")) == ()


def test_values_that_differ_come_or_go():
    assert changed((b"quality: 1", b"quality: 2"), (b"[a, b]", b"[b, a]")) == ("quality", "topics")
    assert changed((b"quality: 1", b"quality: '1'")) == ("quality",)
    assert changed((b"quality: 1\n", b"heat: 1\n")) == ("heat", "quality")
    assert changed((b"name: N", b"name: M")) == ("provider.name",)


def test_pictures_and_related_are_one_field_each():
    assert changed((b"a.png", b"b.png")) == ("images",)
    assert changed((b"title: T\n", b"title: T\nrelated: [{title: R}]\n")) == ("related",)
