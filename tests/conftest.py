"""What tests share: the reader and the gazetteer, loaded once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from geo.records import Article, Reading

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer
    from geo.reading import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The real reader with the project's own model, gazetteer and tables."""
    from geo.reading import load_reader

    return load_reader()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The project's own gazetteer."""
    from geo.gazetteer.gazetteer import open_gazetteer

    return open_gazetteer()


@pytest.fixture(scope="session")
def read(reader: Reader) -> Callable[..., Reading]:
    """Reads a text as published on a day: ``read("…", "2020-01-04")``."""
    from geo.reading import read_article

    def read_text(text: str, published: str | None = None, title: str = "") -> Reading:
        day = date.fromisoformat(published) if published else None
        return read_article(reader, Article("a1", text, title, day))

    return read_text
