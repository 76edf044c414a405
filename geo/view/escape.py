"""Text from articles made harmless for the places where the page shows it."""

from __future__ import annotations

from urllib.parse import urlsplit

_ENTITIES = str.maketrans({character: f"&#{ord(character)};" for character in "&<>\"'\\`${}"})
_MARKDOWN = str.maketrans({character: "\\" + character for character in "\\`*_{}[]()<>#+-.!|~$:^=&"})
_FIRST_PRINTING = 32


def escape(text: str) -> str:
    """Text as HTML that is only ever text: in an element, in an attribute, and inside a JavaScript template.

    folium puts HTML into a template literal, where ``${…}`` runs, a back-tick ends it and a backslash
    before a digit is an error, so these become entities too. Control characters become spaces.
    """
    return "".join(c if ord(c) >= _FIRST_PRINTING else " " for c in text).translate(_ENTITIES)


def escape_lines(text: str) -> str:
    """``escape`` that keeps the line ends."""
    return "\n".join(escape(line) for line in text.split("\n"))


def escape_markdown(text: str) -> str:
    """Text for a label that is read as Markdown, so that it shows as it stands."""
    plain = "".join(c if ord(c) >= _FIRST_PRINTING else " " for c in text)
    return " ".join(plain.split()).translate(_MARKDOWN)


def safe_link(url: str) -> str:
    """The address when it is http or https with a host, else ""."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""
