"""The command line. It imports no Qt."""

from reviewer.cli.commands import main

__all__ = ["main"]
