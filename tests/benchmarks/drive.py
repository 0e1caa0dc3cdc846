"""Starts one of the drivers. It is small, as each process that a driver starts reads it once more."""

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

if __name__ == "__main__":
    importlib.import_module(f"drivers.{sys.argv[1]}").main(*sys.argv[2:])
