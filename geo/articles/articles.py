"""Articles out of files and pasted text: each item is an Article, or a Problem that says what to mend.

Text from csv, json and plain files is kept exactly as it stands, so that offsets into it stay right.
The publication day is the file's own, else the page's metadata, else the dateline's, else the day that
the person gives who adds the file; it is never today's.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO

from geo.articles.dateline import find_dateline
from geo.articles.formats import (
    Unreadable,
    decode,
    read_docx,
    read_feed,
    read_html,
    read_pdf,
    zip_members,
)
from geo.records import Article

FIELDS = ("id", "title", "text", "published", "source", "url")
MOST_BYTES = 100_000_000
"""The largest file that is read whole; JSON Lines and CSV are read row by row and have no limit."""

_TEXT_NAMES = ("text", "body", "content", "article", "full_text")
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read: the file, the line where there is one, what is wrong, how to mend it."""

    file: str
    what: str
    cure: str
    line: int | None = None

    def __str__(self) -> str:
        """Return the one sentence for a person."""
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.what}; {self.cure}"


def read_articles(path: Path | str, published: date | None = None) -> Iterator[Article | Problem]:
    """Return the articles of one file in turn, and a Problem in place of each that can't be read.

    ``published`` is the day for articles that carry none of their own.
    """
    path = Path(path)
    if path.is_dir():
        yield Problem(path.name, "is a folder", "give the files in it")
        return
    try:
        with path.open("rb") as stream:
            yield from read_stream(path.name, stream, published)
    except FileNotFoundError:
        yield Problem(path.name, "there is no such file", "check the name")
    except OSError as error:
        yield Problem(path.name, f"can't be opened ({error.strerror})", "check that you may read it")


def read_stream(name: str, stream: BinaryIO, published: date | None = None) -> Iterator[Article | Problem]:
    """Return the articles of an open file; the ending of ``name`` says of what kind it is."""
    reader = _READERS.get(Path(name).suffix.lower())
    if reader is None:
        yield Problem(name, "is not of a kind that can be read", f"give {', '.join(sorted(_READERS))}")
        return
    seen: dict[str, int] = {}
    try:
        for item in reader(name, stream):
            if isinstance(item, Article):
                item = item if item.published or published is None else replace(item, published=published)
                key = hash((item.text, item.title))
                if seen.setdefault(item.id, key) != key:
                    yield Problem(name, f'two different articles have the id "{item.id}"', "give each its own")
                    continue
            yield item
    except Unreadable as error:
        yield Problem(name, error.what, error.cure)


def article_from_text(
    text: str,
    *,
    id: str = "",
    title: str = "",
    published: date | None = None,
    source: str = "",
    url: str = "",
    asked: date | None = None,
) -> Article:
    """Return the article of a text, its day that of the field, else the dateline's, else the one asked for.

    Without an id it gets one made of its content: the same text has the same id everywhere. Half
    surrogates, which no file can hold, become the replacement character; lengths and offsets stay.
    """
    text, title, source, url = (_SURROGATES.sub("\ufffd", words) for words in (text, title, source, url))
    return Article(
        id=_SURROGATES.sub("\ufffd", id) or hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()[:16],
        text=text,
        title=title,
        published=published or find_dateline(text)[1] or asked,
        source=source,
        url=url,
    )


def read_day(words: str) -> date | None:
    """Return the day of ``2020-01-04``, ``2020-01-04T10:00:00Z``, ``20200104`` or a feed's date; None if it is none."""
    words = words.strip()
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, IndexError):
        return None


# ---------------------------------------------------------------------------- rows: csv, json, jsonl


def _from_fields(name: str, line: int | None, fields: Mapping[str, object]) -> Article | Problem:
    """Return the article of one row; keys are looked up without regard to case."""
    values = {str(key).strip().lower(): value for key, value in fields.items() if key is not None}
    text = next((values[key] for key in _TEXT_NAMES if values.get(key)), None)
    if text is None:
        return Problem(name, 'no "text"', "every article needs one", line)
    if not isinstance(text, str):
        return Problem(name, f'"text" is {_kind(text)}', "make it a string", line)
    if not text.strip():
        return Problem(name, '"text" is empty', "every article needs one", line)
    given = values.get("published")
    day = None
    if given not in (None, ""):
        day = read_day(given) if isinstance(given, str) else None
        if day is None:
            return Problem(name, f'"published" is {json.dumps(given)[:40]}, not a day', "write it as 2020-01-04", line)
    words: dict[str, str] = {}
    for field in ("id", "title", "source", "url"):
        value = values.get(field)
        if isinstance(value, (dict, list, bool)):
            return Problem(name, f'"{field}" is {_kind(value)}', "make it a string", line)
        words[field] = "" if value is None else str(value)
    return article_from_text(
        text, id=words["id"], title=words["title"], published=day, source=words["source"], url=words["url"]
    )


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), "no string")


def _read_jsonl(name: str, stream: BinaryIO) -> Iterator[Article | Problem]:
    for number, raw in enumerate(stream, start=1):
        if not raw.strip() or raw.strip() == b"\xef\xbb\xbf":
            continue
        try:
            row = json.loads(decode(raw))
        except ValueError as error:
            yield Problem(name, f"not JSON ({_reason(error)})", "each line is one object", number)
            continue
        except RecursionError:
            yield Problem(name, "nested too deeply", "each line is one object with the article's fields", number)
            continue
        if isinstance(row, dict):
            yield _from_fields(name, number, row)
        else:
            yield Problem(name, f"{_kind(row)}, not an object", 'write {"text": …} on each line', number)


def _read_json(name: str, stream: BinaryIO) -> Iterator[Article | Problem]:
    try:
        rows = json.loads(decode(_all(stream)))
    except json.JSONDecodeError as error:
        yield Problem(name, f"not JSON ({error.msg})", "check for a missing comma or bracket", error.lineno)
        return
    except RecursionError:
        yield Problem(name, "nested too deeply", "give a list of articles")
        return
    if isinstance(rows, dict):
        rows = rows["articles"] if isinstance(rows.get("articles"), list) else [rows]
    if not isinstance(rows, list):
        yield Problem(name, f"holds {_kind(rows)}", "give a list of articles")
        return
    for number, row in enumerate(rows, start=1):
        item = f"{name}, article {number}"
        if isinstance(row, dict):
            yield _from_fields(item, None, row)
        else:
            yield Problem(item, f"{_kind(row)}, not an object", 'write {"text": …}')


def _read_csv(name: str, stream: BinaryIO) -> Iterator[Article | Problem]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    text = decode(stream.read())
    header = text[: text.find("\n") if "\n" in text else len(text)]
    mark = max(",;\t|", key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    names = [str(column).strip().lower() for column in rows.fieldnames or []]
    if not any(column in _TEXT_NAMES for column in names):
        found = ", ".join(names)[:200] or "none"
        yield Problem(name, f'no column "text" (found: {found})', 'name the column with the articles "text"', 1)
        return
    try:
        for row in rows:
            yield _from_fields(name, rows.line_num, row)
    except csv.Error as error:
        yield Problem(name, f"not a table ({error})", "check the quotation marks", rows.line_num)


def _reason(error: ValueError) -> str:
    return f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)[:80]


# ---------------------------------------------------------------------------- one article a file, and containers


def _read_text(name: str, stream: BinaryIO) -> Iterator[Article | Problem]:
    yield _whole(name, decode(_all(stream)))


def _read_markdown(name: str, stream: BinaryIO) -> Iterator[Article | Problem]:
    text = decode(_all(stream))
    fields: dict[str, object] = {}
    front = re.match(r"---[ \t]*\r?\n((?:[^\n]{0,2000}\n){0,60}?)---[ \t]*(?:\r?\n|$)", text)
    if front:
        pairs = (line.split(":", 1) for line in front[1].splitlines() if ":" in line)
        fields = {key.strip().lower(): value.strip().strip("\"'") for key, value in pairs}
        fields["published"] = fields.get("published") or fields.get("date") or ""
        text = text[front.end() :]
    heading = re.search(r"^#{1,3}[ \t]+([^\n]{1,300})", text, re.MULTILINE)
    title = fields.get("title") or (heading[1].strip() if heading else "")
    if not text.strip():
        yield Problem(name, "has no text", "give a file with an article in it")
        return
    known = {field: fields.get(field, "") for field in ("id", "published", "source", "url")}
    yield _from_fields(name, None, {**known, "title": title, "text": text})


def _read_html(name: str, stream: BinaryIO) -> Iterator[Article | Problem]:
    page = read_html(_all(stream))
    yield _whole(name, page.text, page.title, page.published, page.source, page.url)


def _read_docx(name: str, stream: BinaryIO) -> Iterator[Article | Problem]:
    page = read_docx(_all(stream))
    yield _whole(name, page.text, page.title)


def _read_pdf(name: str, stream: BinaryIO) -> Iterator[Article | Problem]:
    page = read_pdf(_all(stream))
    yield _whole(name, page.text, page.title)


def _read_feed(name: str, stream: BinaryIO) -> Iterator[Article | Problem]:
    for number, page in enumerate(read_feed(_all(stream)), start=1):
        item = f"{name}, entry {number}"
        if page.text.strip():
            yield article_from_text(
                page.text, title=page.title, published=page.published, source=page.source, url=page.url
            )
        else:
            yield Problem(item, "has no text", "open its link and add the page instead")


def _read_zip(name: str, stream: BinaryIO) -> Iterator[Article | Problem]:
    for member, content in zip_members(stream):
        inner = f"{name}/{member}"
        if isinstance(content, Unreadable):
            yield Problem(inner, content.what, content.cure)
        elif Path(member).suffix.lower() == ".zip":
            yield Problem(inner, "is a zip within a zip", "unpack it first")
        else:
            yield from read_stream(inner, io.BytesIO(content))


def _whole(
    name: str, text: str, title: str = "", published: date | None = None, source: str = "", url: str = ""
) -> Article | Problem:
    if not text.strip():
        return Problem(name, "has no text", "give a file with an article in it")
    return article_from_text(text, title=title, published=published, source=source, url=url)


def _all(stream: BinaryIO) -> bytes:
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Unreadable(f"is larger than {MOST_BYTES // 1_000_000} MB", "split it, or give it as JSON Lines")
    return content


_READERS: dict[str, Callable[[str, BinaryIO], Iterator[Article | Problem]]] = {
    ".txt": _read_text, ".md": _read_markdown, ".html": _read_html, ".htm": _read_html, ".csv": _read_csv,
    ".jsonl": _read_jsonl, ".ndjson": _read_jsonl, ".json": _read_json, ".docx": _read_docx, ".pdf": _read_pdf,
    ".xml": _read_feed, ".rss": _read_feed, ".atom": _read_feed, ".zip": _read_zip,
}  # fmt: skip
KINDS = tuple(sorted(_READERS))
"""The endings of the files that can be read."""
