"""How the process of the library begins. The window imports this, and nothing of what only that process needs."""

import importlib
from multiprocessing.connection import Connection


def work_at_library(connection: Connection) -> None:
    """Answer the requests that come through `connection`, as `worker.main` does."""
    importlib.import_module("reviewer.library.worker").main(connection)
