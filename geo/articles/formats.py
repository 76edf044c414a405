"""Text out of the formats that are not plain: web pages, Word, PDF, feeds, zip archives, and old encodings."""

from __future__ import annotations

import io
import logging
import re
import time
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

MOST_MEMBERS = 10_000
MOST_MEMBER_BYTES = 100_000_000
MOST_ZIP_BYTES = 1_000_000_000
MOST_PAGES = 2_000
MOST_TAGS = 60_000
"""A web page with more tags is only stripped of them: finding its main text would take minutes."""

_OLD_ENCODINGS = ("cp1252", "cp1251", "cp1250", "cp1256", "cp1253", "gb18030", "big5", "shift_jis", "euc_kr")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


class Unreadable(Exception):  # noqa: N818
    """A file that can't be read: what is wrong with it, and how to mend it."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(f"{what}; {cure}")
        self.what = what
        self.cure = cure


@dataclass(frozen=True, slots=True)
class Page:
    """A text with what its file says of it."""

    text: str
    title: str = ""
    published: date | None = None
    source: str = ""
    url: str = ""


def decode(content: bytes) -> str:
    """Return the text of bytes: UTF-8 and UTF-16 by their marks, else UTF-8, else the encoding that fits best."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000], cp_isolation=list(_OLD_ENCODINGS)).best()
    encoding = best.encoding if best else "cp1252"
    return content.decode(encoding, errors="replace")


def read_html(content: bytes | str) -> Page:
    """Return the main text of a web page, its title, its day and its site, by trafilatura.

    The day comes from the page's metadata and its marked dates only. Nothing is fetched.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="SOCKS support")  # it looks for a proxy's library that nothing needs
        import trafilatura

    html = decode(content) if isinstance(content, bytes) else content
    if "\0" in html:
        html = html.replace("\0", "")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    if html.count("<") > MOST_TAGS:
        return Page(plain_text(html))
    found = trafilatura.bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = "" if found is None or isinstance(found, dict) else found.text
    text = text or trafilatura.baseline(html)[1] or plain_text(html)
    if found is None or isinstance(found, dict):
        return Page(text)
    published = date.fromisoformat(found.date[:10]) if found.date else None
    return Page(text, found.title or "", published, found.sitename or "", found.url or "")


def read_docx(content: bytes) -> Page:
    """Return the paragraphs and tables of a Word file, in their order, by python-docx."""
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_MEMBER_BYTES:
                raise Unreadable("unpacks to more than 100 MB", "save its text as .txt")
        document = docx.Document(io.BytesIO(content))
        parts = []
        for block in document.iter_inner_content():
            if isinstance(block, Paragraph):
                parts.append(block.text)
            elif isinstance(block, Table):
                parts += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        title = document.core_properties.title or ""
    except Unreadable:
        raise
    except Exception as error:  # a broken file raises whatever zipfile, lxml or python-docx trip over
        raise Unreadable(
            f"is no Word file that can be read ({_first_line(error)})", "save it again as .docx"
        ) from error
    return Page("\n\n".join(part for part in parts if part.strip()), title)


def read_pdf(content: bytes) -> Page:
    """Return the text of the pages of a PDF file, by pypdf."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("is protected by a password", "save it without one")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable(f"has more than {MOST_PAGES} pages", "split it")
        text = "\n\n".join(unwrap(page.extract_text()) for page in reader.pages)
        title = str(reader.metadata.title or "") if reader.metadata else ""
    except Unreadable:
        raise
    except Exception as error:  # a broken file raises whatever pypdf trips over
        raise Unreadable(f"is no PDF that can be read ({_first_line(error)})", "save its text as .txt") from error
    if not text.strip():
        raise Unreadable("has no text in it, as a scan has none", "give a PDF with text, or the text itself")
    return Page(text, title)


def unwrap(text: str) -> str:
    """Return the text with its wrapped lines joined: a line much shorter than most ends its paragraph.

    A word divided at the end of a line becomes whole where its second half begins in lower case.
    """
    lines = [line.rstrip() for line in text.splitlines()]
    widths = sorted(len(line) for line in lines if line)
    full = 0.75 * widths[int(0.8 * (len(widths) - 1))] if widths else 0
    parts: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        if line.endswith("-") and len(line) >= full and following[:1].islower():
            parts.append(line[:-1])
        else:
            joined = line and following and len(line) >= full
            parts.append(line + (" " if joined else "\n"))
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip()


def read_feed(content: bytes) -> list[Page]:
    """Return the entries of an RSS or Atom feed, by feedparser; nothing is fetched."""
    import feedparser

    if _ENTITY.search(content):
        raise Unreadable("defines XML entities", "give a feed without them")
    feed = feedparser.parse(io.BytesIO(content))
    if not feed.entries and not feed.get("version"):
        raise Unreadable("is neither an RSS nor an Atom feed", "check the file, or save the article as .html")
    source = feed.feed.get("title", "")
    return [_entry(entry, source) for entry in feed.entries]


def _entry(entry: dict[str, object], source: str) -> Page:
    contents = entry.get("content")
    html = contents[0].get("value", "") if isinstance(contents, list) and contents else entry.get("summary", "")
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    published = date(*stamp[:3]) if isinstance(stamp, time.struct_time) else None
    title, link = str(entry.get("title", "")), str(entry.get("link", ""))
    return Page(plain_text(str(html)), plain_text(title), published, source, link)


def plain_text(html: str) -> str:
    """Return the text of a piece of HTML, its paragraphs on lines of their own."""
    from lxml import etree
    from lxml import html as lxml_html

    if "<" not in html and "&" not in html:
        return html.strip()
    try:
        root = lxml_html.fragment_fromstring(html.replace("\0", ""), create_parent="div")
    except (etree.ParserError, ValueError):
        return html.strip()
    for node in list(root.iter("script", "style")):
        node.drop_tree()
    for node in root.iter("p", "br", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"):
        node.tail = "\n\n" + (node.tail or "")
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", root.text_content()).strip()


def zip_members(stream: BinaryIO) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Return the files of an archive with their content, or why one can't be read.

    What unpacks to more than the limits is not unpacked, whatever the archive says of its size.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable("is no zip archive that can be read", "pack it again") from error
    left = MOST_ZIP_BYTES
    members = [member for member in archive.infolist() if not member.is_dir() and not _is_clutter(member.filename)]
    if len(members) > MOST_MEMBERS:
        raise Unreadable(f"holds more than {MOST_MEMBERS} files", "split it")
    for member in members:
        content = _unpack(archive, member, min(MOST_MEMBER_BYTES, left))
        if isinstance(content, bytes):
            left -= len(content)
        yield member.filename, content


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes | Unreadable:
    if member.flag_bits & 1:
        return Unreadable("is protected by a password", "unpack it first")
    try:
        with archive.open(member) as stream:
            content = stream.read(most + 1)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError) as error:
        return Unreadable(f"can't be unpacked ({_first_line(error)})", "pack it again")
    if len(content) > most:
        return Unreadable("unpacks to more than the limit", "unpack it first")
    return content


def _is_clutter(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == "__MACOSX" or parts[-1].startswith(".") or parts[-1] in ("Thumbs.db", "desktop.ini")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:100]
