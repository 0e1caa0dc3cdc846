"""What comes with Reviewer: found in the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

import reviewer


def folder() -> Path:
    """The folder of the resources. It need not exist in a broken installation."""
    inside = Path(reviewer.__file__).parent / "resources"
    return inside if inside.is_dir() else inside.resolve().parent.parent / "resources"


def samples() -> Path:
    """The sample collection as it was installed: copy it before anything is written to it."""
    return folder() / "samples"
