"""Where the publisher of an article is at home, as far as its name and its address tell.

Known publishers stand in the table publishers.csv; agencies and papers that report on the whole world stand
there without a home. Of others a town in the name ("Mosul Gazette", "The Herald (Glasgow)", "timesofmalta.com")
and the country at the end of the address (".iq", ".co.uk") are taken.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geo.gazetteer.names import name_key
from geo.places.cues import FOLDER, load_cues

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer

SMALLEST_TOWN = 15_000
"""People of a town that is read out of an address, where its words are run together."""
_ALONE_LEAST = 4
_BRACKETED = re.compile(r"\(([^()]+)\)|,\s*([^,()]+)$")
_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?")
_UNITED_KINGDOM = "uk"


@dataclass(frozen=True, slots=True)
class Home:
    """The name of the publisher's town, "" when only its country is known, and the country and division if told."""

    town: str = ""
    country_code: str = ""
    division: str = ""


@cache
def _publishers(folder: Path = FOLDER) -> tuple[dict[str, Home | None], dict[str, Home | None]]:
    """The homes of publishers by name and by domain; None for those of the whole world."""
    by_name: dict[str, Home | None] = {}
    by_domain: dict[str, Home | None] = {}
    with (folder / "publishers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            country = row["country"] or row["division"][:2]
            home = Home(row["place"], country, row["division"]) if row["place"] or country else None
            by_name[_publisher_key(row["name"])] = by_domain[row["domain"]] = home
    return by_name, by_domain


def _publisher_key(name: str) -> str:
    return name_key(name).removeprefix("the ")


def find_home(source: str, url: str, gazetteer: Gazetteer) -> Home | None:
    """The home of the publisher with this name and address; None when neither tells it."""
    by_name, by_domain = _publishers()
    host = _host(url) or (_host(source) if "." in source and " " not in source else "")
    key = _publisher_key(source)
    if key in by_name:
        return by_name[key]
    labels = host.split(".")
    for first in range(len(labels) - 1):
        domain = ".".join(labels[first:])
        if domain in by_domain:
            return by_domain[domain]
    country = _country_of(labels)
    town = _town_in_name(source, gazetteer) or _town_in_address(labels, gazetteer)
    return Home(town, country) if town or country else None


def _host(address: str) -> str:
    """The host of an address, without "www."; "" when it has none."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host else ""


def _country_of(labels: list[str]) -> str:
    """The country at the end of a host; "" when it is no country's, or one that is sold to everyone."""
    last = labels[-1]
    if len(last) != 2 or len(labels) < 2 or last in load_cues().sold_domains:
        return ""
    return "GB" if last == _UNITED_KINGDOM else last.upper()


def _town_in_name(source: str, gazetteer: Gazetteer) -> str:
    """The place in a publisher's name: in brackets, after a comma, or beside words such as "Gazette"."""
    told = _BRACKETED.search(source)
    if told:
        place = (told[1] or told[2]).strip()
        return place if gazetteer.knows(place) else ""
    words, press = _PART.findall(source), load_cues().press
    if not any(word.lower().rstrip(".") in press for word in words):
        return ""
    for length in range(min(len(words) - 1, _ALONE_LEAST), 0, -1):
        for first in range(len(words) - length + 1):
            run = words[first : first + length]
            name = " ".join(run)
            common = all(word.lower() in press or word.lower() in load_cues().common_words for word in run)
            if not common and run[0][0].isupper() and gazetteer.knows(name):
                return name
    return ""


def _town_in_address(labels: list[str], gazetteer: Gazetteer) -> str:
    """The town in the first part of a host, beside words of the press: "chicagotribune", "timesofmalta"."""
    if len(labels) < 2:
        return ""
    label = max(labels[:-1], key=len)
    press = sorted(load_cues().press, key=len, reverse=True)
    for _ in range(3):
        ends = next((word for word in press if len(word) > 2 and label.endswith(word) and label != word), "")
        starts = next((word for word in press if len(word) > 1 and label.startswith(word) and label != word), "")
        stripped = label.removesuffix(ends) if ends else label.removeprefix(starts)
        if stripped == label:
            break
        label = stripped.strip("-")
        if len(label) > _ALONE_LEAST and label not in load_cues().common_words and _is_town(label, gazetteer):
            return label.title()
    return ""


def _is_town(label: str, gazetteer: Gazetteer) -> bool:
    """Whether a place of some size bears the name."""
    found = gazetteer.candidates(label.title()) if gazetteer.knows(label.title()) else []
    return any(m.entry.level == "country" or m.entry.population >= SMALLEST_TOWN for m in found)
