"""Geocoders: the gazetteer as one of geopy's, and others that may follow it for names it does not know.

They compose by wrapping a callable: ``first_answer(gazetteer.geocode, kept(online(follow_up), ...))`` is
again something that takes a name and gives a ``geopy.Location`` or ``None``. An online geocoder is asked
at most once a second and never twice for the same name.
"""

from __future__ import annotations

import json
import math
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any
from urllib.error import URLError

from geopy import exc
from geopy.adapters import URLLibAdapter
from geopy.distance import EARTH_RADIUS
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import get_geocoder_for_service
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from geo.gazetteer.gazetteer import Gazetteer, Match
from geo.gazetteer.names import name_key
from geo.records import Place, PlainError

Geocode = Callable[[str], Location | None]

SECONDS_BETWEEN_QUESTIONS = 1.0
"""Nominatim's terms of use: at most one request a second (operations.osmfoundation.org/policies/nominatim)."""

_SAMPLE_AGENTS = ("geopy", "my-application", "specify_your_app_name_here", "your_app", "example", "dateline", "test")
_PRECISION = {"country": "country", "state": "admin1", "region": "region", "county": "admin2", "municipality": "admin2",
              "city": "city", "town": "city", "village": "city", "hamlet": "city", "suburb": "city"}  # fmt: skip


class GeocoderSettingsError(PlainError, exc.ConfigurationError):  # type: ignore[misc]
    """Settings of an online geocoder that cannot work."""


def distance_km(latitude1: float, longitude1: float, latitude2: float, longitude2: float) -> float:
    """Kilometres between two points along a great circle of geopy's mean earth.

    The same as ``geopy.distance.great_circle``, twenty times as fast for want of its checks.
    """
    phi1, phi2 = math.radians(latitude1), math.radians(latitude2)
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(longitude2 - longitude1) / 2) ** 2
    return 2 * float(EARTH_RADIUS) * math.asin(min(1.0, math.sqrt(half)))


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """The offline gazetteer in geopy's interface; ``raw`` of a location is the gazetteer's record."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__(scheme="https", user_agent="gazetteer")
        self.gazetteer = gazetteer

    def geocode(
        self, query: str, *, exactly_one: bool = True, limit: int = 10, timeout: object = None
    ) -> Location | list[Location] | None:
        """The likeliest place of this name, or the ``limit`` likeliest as a list; None when it is unknown.

        "Paris, Texas" is the Paris within what "Texas" may mean. Nothing is asked over a network, so
        ``timeout``, which geopy's callers may pass, changes nothing.
        """
        if not isinstance(query, str):
            raise exc.GeocoderQueryError(f"the name to look for must be a text, not {type(query).__name__}")
        found = [to_location(match) for match in _within(self.gazetteer, query)[:limit]]
        if not found:
            return None
        return found[0] if exactly_one else found


def _within(gazetteer: Gazetteer, query: str) -> list[Match]:
    """The candidates of "X", or of "X, Y" those within a place called Y."""
    found = gazetteer.candidates(query)
    if found or "," not in query:
        return found
    name, _, rest = query.partition(",")
    around = [match.entry for match in _within(gazetteer, rest.strip())]
    inside = []
    for match in _within(gazetteer, name.strip()):
        entry = match.entry
        keys = {name_key(entry.admin1), name_key(entry.admin2)}
        if any(
            (area.level == "country" and area.country_code == entry.country_code)
            or (area.country_code == entry.country_code and area.level != "country" and name_key(area.name) in keys)
            for area in around
        ):
            inside.append(match)
    return inside


def to_location(match: Match) -> Location:
    """A candidate of the gazetteer as geopy's ``Location``."""
    entry = match.entry
    address = ", ".join(dict.fromkeys(part for part in (entry.name, entry.admin1, entry.country_code) if part))
    return Location(
        address, (entry.latitude, entry.longitude), {**asdict(entry), "matched": match.matched, "how": match.how}
    )


def to_place(location: Location) -> Place:
    """What an online geocoder answered as a place of an article; its bounding box gives the radius."""
    raw: Mapping[str, Any] = location.raw if isinstance(location.raw, Mapping) else {}
    address: Mapping[str, Any] = raw["address"] if isinstance(raw.get("address"), Mapping) else {}
    kind = str(raw.get("addresstype") or raw.get("type") or "")
    radius = 1.0
    try:
        south, north, west, east = (float(side) for side in raw["boundingbox"])
        radius = max(radius, distance_km(south, west, north, east) / 2)
    except (KeyError, TypeError, ValueError):
        radius = 25.0
    return Place(
        name=str(raw.get("name") or location.address or ""),
        latitude=float(location.latitude),
        longitude=float(location.longitude),
        radius_km=round(radius, 1),
        precision=_PRECISION.get(kind, "exact" if radius < 5 else "region"),
        country_code=str(address.get("country_code") or "").upper(),
        admin1=str(address.get("state") or ""),
        level=kind,
    )


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The online geocoder that a person chose; off until they turn it on.

    ``service`` is geopy's short name ("nominatim", "photon", "geonames", …) and ``options`` are what its
    class takes, such as an API key or, for a Nominatim of one's own, ``domain`` and ``scheme``.
    """

    enabled: bool = False
    service: str = "nominatim"
    user_agent: str = ""
    timeout: float = 10.0
    options: Mapping[str, Any] = field(default_factory=dict)


def online(follow_up: FollowUp, *, retries: int = 1, wait: float = 5.0) -> Geocode | None:
    """The chosen geocoder at one question a second; None while it is off.

    A failed question is asked again after ``wait`` seconds, ``retries`` times. Raises geopy's
    ``GeocoderSettingsError`` for a service it does not have, or without a user agent that says who asks.
    """
    if not follow_up.enabled:
        return None
    agent = follow_up.user_agent.strip()
    if len(agent) < 5 or any(agent.lower().startswith(sample) and len(agent) < 20 for sample in _SAMPLE_AGENTS):
        raise GeocoderSettingsError(
            f'the user agent "{agent}" does not say who asks: the terms of online geocoders want one, '
            'so give a name and a contact, such as "newsroom-map (map@newsroom.example)"'
        )
    try:
        service = get_geocoder_for_service(follow_up.service)
        # URLLibAdapter, because geopy's other one asks three times by itself, faster than once a second.
        options = {"adapter_factory": URLLibAdapter, **follow_up.options}
        geocoder = service(user_agent=agent, timeout=follow_up.timeout, **options)
    except exc.GeocoderNotFound as error:
        raise GeocoderSettingsError(f'geopy has no geocoder "{follow_up.service}"; try "nominatim"') from error
    except TypeError as error:
        raise GeocoderSettingsError(f"{follow_up.service} does not take these options: {error}") from error
    ask = geocoder.geocode
    if follow_up.service == "nominatim":
        ask = partial(ask, addressdetails=True, language="en")
    limited: Geocode = RateLimiter(
        partial(_checked, ask),
        min_delay_seconds=SECONDS_BETWEEN_QUESTIONS,
        max_retries=retries,
        error_wait_seconds=max(wait, SECONDS_BETWEEN_QUESTIONS),
        swallow_exceptions=False,
    )
    return limited


def _checked(ask: Geocode, name: str) -> Location | None:
    """Asks, and takes an answer without a point on earth for what it is."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # geopy warns of a latitude beyond 90, then raises
            location = ask(name)
    except exc.GeocoderServiceError as error:
        unreached = error.__cause__ is None and isinstance(error.__context__, URLError)
        if type(error) is exc.GeocoderServiceError and unreached:
            raise exc.GeocoderUnavailable(str(error)) from error
        raise
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise exc.GeocoderParseError(f"the answer is not in the service's format ({error!r})") from error
    if location is None:
        return None
    if not (abs(location.latitude) <= 90 and abs(location.longitude) <= 180):
        raise exc.GeocoderParseError(f"the answer is no point on earth: {location.latitude}, {location.longitude}")
    return location


def kept(geocode: Geocode, answers: MutableMapping[str, str], service: str = "nominatim") -> Geocode:
    """The same geocoder, which asks for no name twice: answers, "unknown" too, are kept for good."""

    def ask(name: str) -> Location | None:
        question = f"{service}: {name_key(name)}"
        stored = answers.get(question)
        if stored is not None:
            record = json.loads(stored)
            return record and Location(record["address"], (record["latitude"], record["longitude"]), record["raw"])
        location = geocode(name)
        record = location and {
            "address": location.address,
            "latitude": location.latitude,
            "longitude": location.longitude,
            "raw": location.raw,
        }
        answers[question] = json.dumps(record, ensure_ascii=False, default=str)
        return location

    return ask


def first_answer(*geocoders: Geocode | None) -> Geocode:
    """A geocoder that asks each in turn until one knows the name; None among them is one that is off."""

    def ask(name: str) -> Location | None:
        for geocode in geocoders:
            location = geocode(name) if geocode else None
            if location is not None:
                return location
        return None

    return ask


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking for one name: a location, or none, or a problem that says why there is no answer."""

    name: str
    location: Location | None = None
    problem: str = ""


def geocode_names(names: Iterable[str], geocode: Geocode) -> Iterator[Outcome]:
    """Asks for each name once; a time-out or a refusal is that name's problem and no other's."""
    for name in dict.fromkeys(names):
        try:
            yield Outcome(name, geocode(name))
        except exc.GeopyError as error:
            yield Outcome(name, problem=f"{name}: {describe(error)}")


_PROBLEMS: tuple[tuple[type[exc.GeopyError], str], ...] = (
    (exc.GeocoderTimedOut, "the geocoder did not answer in time; try again later, or give it more time"),
    (exc.GeocoderQuotaExceeded, "the geocoder refuses more questions for now (429); try again later"),
    (exc.GeocoderInsufficientPrivileges, "the geocoder refuses to answer (403); check the user agent and the key"),
    (exc.GeocoderAuthenticationFailure, "the geocoder does not accept the key; check it in the settings"),
    (exc.GeocoderParseError, "the geocoder's answer can't be read; check its address in the settings"),
    (exc.GeocoderUnavailable, "the geocoder can't be reached; check the network and its address"),
    (exc.GeocoderQueryError, "the geocoder does not understand the name"),
    (exc.GeocoderServiceError, "the geocoder failed; try again later"),
)


def describe(error: exc.GeopyError) -> str:
    """One sentence for a geocoder's failure, with the cure."""
    for kind, sentence in _PROBLEMS:
        if isinstance(error, kind):
            return f"{sentence} ({error})" if str(error) else sentence
    return str(error)
