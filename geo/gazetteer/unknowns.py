"""Place names that the gazetteer does not know, asked of the online geocoder that a person turned on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import replace

from geo.gazetteer.geocode import FollowUp, Geocode, geocode_names, kept, online, to_place
from geo.records import Mention

ENABLED, SERVICE, USER_AGENT, DOMAIN = (
    "DATELINE_GEOCODER",
    "DATELINE_GEOCODER_SERVICE",
    "DATELINE_USER_AGENT",
    "DATELINE_GEOCODER_DOMAIN",
)
MOST_CONFIDENCE = 0.5
"""An answer from outside knows nothing of the article: it is never surer than this."""


def follow_up_from(settings: Mapping[str, str]) -> FollowUp:
    """The online geocoder that the settings (the environment, a page's secrets) choose; off unless turned on.

    ``DATELINE_GEOCODER=on`` turns it on, ``DATELINE_USER_AGENT`` says who asks, ``DATELINE_GEOCODER_SERVICE`` is
    geopy's short name of another service than Nominatim, ``DATELINE_GEOCODER_DOMAIN`` the address of one's own.
    """
    domain = settings.get(DOMAIN, "").strip()
    scheme, _, rest = domain.rpartition("://")
    return FollowUp(
        enabled=settings.get(ENABLED, "").strip().lower() in ("on", "1", "true", "yes"),
        service=settings.get(SERVICE, "").strip() or "nominatim",
        user_agent=settings.get(USER_AGENT, ""),
        options={"domain": rest, "scheme": scheme or "https"} if domain else {},
    )


def open_follow_up(follow_up: FollowUp, answers: MutableMapping[str, str]) -> Geocode | None:
    """The chosen geocoder, which asks for no name twice; None while it is off."""
    geocode = online(follow_up)
    return kept(geocode, answers, follow_up.service) if geocode else None


def ask_unknown(mentions: Iterable[Mention], geocode: Geocode | None, report: Callable[[str], object]) -> list[Mention]:
    """The mentions, those that say where something is and have no place with the geocoder's answer for one.

    Each name is asked once. A time-out or a refusal is reported in one sentence for its name; that mention
    and all others stay as they were.
    """
    mentions = list(mentions)
    if geocode is None:
        return mentions
    unknown = [m.text for m in mentions if m.kind == "place" and m.role == "literal" and m.place is None]
    found = {}
    for outcome in geocode_names(unknown, geocode):
        if outcome.problem:
            report(outcome.problem)
        elif outcome.location is not None:
            found[outcome.name] = to_place(outcome.location)
    return [
        replace(
            mention,
            name=found[mention.text].name,
            place=found[mention.text],
            confidence=min(mention.confidence, MOST_CONFIDENCE),
            reasons=(*mention.reasons, "located: the gazetteer lacks the name, the online geocoder has it"),
        )
        if mention.text in unknown and mention.place is None and mention.text in found and mention.role == "literal"
        else mention
        for mention in mentions
    ]
