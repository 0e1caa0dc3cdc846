"""How far long work has come, and whether to go on with it."""

from reviewer.library.messages import ProgressCall


class Counting:
    """Tells a progress call how many of `total` are done. Once that has said no, it is not asked again."""

    def __init__(self, progress: ProgressCall, total: int | None) -> None:
        self._progress, self.total, self.done, self.stopped = progress, total, 0, False

    def goes_on(self) -> bool:
        self.stopped = self.stopped or not self._progress(self.done, self.total)
        return not self.stopped

    def tell(self) -> None:
        """Say how far it has come where it is too late to stop."""
        self._progress(self.done, self.total)


def articles(count: int) -> str:
    """`article` or `9 articles`."""
    return "article" if count == 1 else f"{count:,} articles"


def renamed(name: str, former: int) -> str:
    """A name that `named` made for so many articles, with `{articles}` in the place of their number again."""
    before, found, after = name.rpartition(articles(former))
    return f"{before}{{articles}}{after}" if found and former > 1 else name


def named(name: str, count: int) -> str:
    """The name of a step or batch with the number of its articles in the place of `{articles}`."""
    return name.replace("{articles}", articles(count)).encode("utf-8", "replace").decode("utf-8")
