import zlib

from reviewer.library.document import Document, compressed_head
from reviewer.library.files import Fingerprint

SAVED = b"---\r\ntitle: One\r\n---\r\nBody\r\n"


def test_the_head_is_all_before_the_body() -> None:
    assert zlib.decompress(compressed_head(SAVED, "a.md")) == SAVED.removesuffix(b"Body\r\n")
    assert zlib.decompress(compressed_head(b"no front matter", "a.md")) == b"no front matter"
    assert zlib.decompress(compressed_head(b"a: 1\n", "a.yml")) == b"a: 1\n"


def test_a_document_is_modified_where_its_bytes_are() -> None:
    mark = Fingerprint(0, 0, 0, b"")
    assert not Document("a.md", b"x", b"x", mark).modified
    assert Document("a.md", b"x", b"y", mark).modified
