"""Aliases are read as what they stand for; what is written goes by the text as it is."""

from itertools import pairwise

import pytest

from reviewer.articles import aliases
from reviewer.articles.article import read_article
from reviewer.articles.contents import Article, FieldValue, Picture, Related
from reviewer.articles.editing import apply_edits
from reviewer.articles.edits import SetValue
from reviewer.articles.problem import Refusal

FILE = b"""---
title: &t "Robots: at *last*"
excerpt: *t
quality: &q 40
heat: *q
topics: &topics [AI, &r Robotics]
wire:
  name: &paper The Lantern
  *r : found
provider: &provider {name: *paper, domain: lantern.example}
images:
  - &picture {url: /a.png, width: 20}
  - *picture
related:
  - {title: *t, provider: *provider, images: [*picture], quality: *q}
keywords: [*r, AI]
groups: [*provider]
---
*Body*
"""


def read(front: str) -> Article:
    return read_article(f"---\n{front}---\n".encode())


def test_what_they_stand_for_is_read() -> None:
    article = read_article(FILE)
    picture = Picture("/a.png", 20)
    assert (article.title, article.excerpt) == ("Robots: at *last*",) * 2
    assert (article.quality, article.heat, article.topics) == (40, 40, ("AI", "Robotics"))
    assert (article.provider, article.provider_domain) == ("The Lantern", "lantern.example")
    assert article.images == (picture, picture)
    related = Related(article.title, provider="The Lantern", provider_domain="lantern.example", quality=40)
    assert article.related == (Related(**{**vars_of(related), "images": (picture,)}),)
    fields = {field.path: field for field in article.fields}
    assert fields["heat"] == FieldValue("heat", 40, "int")
    assert fields["keywords"] == FieldValue("keywords", ["Robotics", "AI"], "list")
    assert fields["wire.Robotics"].value == "found"
    assert dict(article.nested)["groups"] == [{"name": "The Lantern", "domain": "lantern.example"}]


def vars_of(related: Related) -> dict[str, object]:
    return {name: getattr(related, name) for name in related.__dataclass_fields__}


def test_nothing_is_written_through_them() -> None:
    with pytest.raises(Refusal, match=r"excerpt is \*t"):
        apply_edits(FILE, [SetValue(("excerpt",), "x")])
    assert apply_edits(FILE, [SetValue(("heat",), 40), SetValue(("related", 0, "quality"), 40)]) is FILE, (
        "it is so already"
    )
    assert apply_edits(FILE, [SetValue(("type",), "news")]).count(b"*") == FILE.count(b"*")


def test_a_merge_key_brings_nothing_in_and_what_is_set_is_added() -> None:
    front = "own: &o {quality: 40, published: true}\n<<: *o\n"
    article = read(front)
    assert (article.quality, article.published) == (None, None)
    assert ('"<<".quality', 40) in [(field.path, field.value) for field in article.fields]
    content = f"---\n{front}---\n".encode()
    assert apply_edits(content, [SetValue(("quality",), 40)]) == content.replace(b"*o\n", b"*o\nquality: 40\n")


def test_one_within_what_it_stands_for_stays() -> None:
    assert dict(read("own: &a [x, [*a]]\n").nested)["own"] == ["x", ["*a"]]


def test_what_is_locked_is_never_shown() -> None:
    article = read("secured: &s very secret\ntitle: *s\nown: &o x\n")
    assert article.title == "*s" and "secret" not in repr(article)
    assert [field.value for field in read("own: &o x\nsecured: *o\n").fields if field.locked] == [0]


def test_too_much_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in pairwise("abcdefghijklmno"))
    nested = dict(read(bomb).nested)
    assert nested["b"] == [["x", "x"]] * 4
    assert nested["o"] == ["*n"] * 4
    assert len(repr(nested)) < 2 * aliases.MOST
    monkeypatch.setattr(aliases, "MOST", 100)
    assert dict(read("a: &a word\nb: [*a, *a, *a, *a, *a, *a]\n").nested)["b"] == ["word"] * 5 + ["*a"]


def test_chains_of_them_come_to_an_end() -> None:
    chain = "n0: &n0 [x]\n" + "".join(f"n{at}: &n{at} [*n{at - 1}]\n" for at in range(1, 300))
    assert read(chain).problem is None
