"""Python's own `import`, which PySide replaces.

That of PySide reads the source of each module once more, to see whether it asks for names spelled in another way, and
keeps the source: a tenth of the time of a start, and nine megabytes, for something that is not used here.
"""

import builtins

import PySide6.QtCore  # noqa: F401  # this is what replaces it


def restore() -> None:
    """Import as Python does from now on. Does nothing where PySide has not replaced it."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
