from reviewer.library.pile import Pile
from reviewer.library.scanner import Found


def test_files_come_in_their_order_and_once() -> None:
    files = [Found(f"sub/{number:05}\udcff.md", number, 10**18 + number, 2**62 + number) for number in range(5000)]
    pile = Pile(iter(files))
    gone_through = iter(pile)
    assert next(gone_through) == files[0] and pile.count < 5000
    while pile.grow():
        pass
    assert pile.count == 5000
    assert list(gone_through) == files[1:] and list(pile) == []


def test_it_is_much_smaller_than_what_it_holds() -> None:
    pile = Pile(Found(f"2021/03/orchard-reveals-early-detection-{n:06}.md", n, 10**18 + n, n) for n in range(10_000))
    while pile.grow():
        pass
    assert sum(map(len, pile._bundles)) < 50 * 10_000
