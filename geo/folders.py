"""Where the project's tables are."""

from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
