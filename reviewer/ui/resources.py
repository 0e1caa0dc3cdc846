"""What comes with Reviewer: found in the installed package, or beside it in a checkout."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import reviewer


def folder() -> Path:
    """The folder of the resources. It need not exist in a broken installation."""
    inside = Path(str(resources.files(reviewer))) / "resources"
    return inside if inside.is_dir() else Path(reviewer.__file__).resolve().parent.parent / "resources"


def samples() -> Path:
    """The sample collection as it was installed: copy it before anything is written to it."""
    return folder() / "samples"


def icons() -> Path:
    """The folder of the font whose letters are the icons."""
    return folder() / "icons"
