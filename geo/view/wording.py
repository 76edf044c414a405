"""Facts about one incident in words for a person: what, where, when and how sure."""

from __future__ import annotations

from datetime import date

from geo.records import Incident, Place
from geo.view.view import NO_DAY, Incidents, to_day

STATUS_WORDS = {
    "occurred": "happened",
    "ongoing": "still going on",
    "planned": "planned",
    "threatened": "threatened",
    "attempted": "attempted",
    "hypothetical": "only supposed",
    "denied": "denied",
    "historical": "long past",
}
ATTRIBUTION_WORDS = {
    "fact": "stated as a fact",
    "claimed": "claimed by those who did it",
    "accused_by_authorities": "said by authorities",
    "accused": "said by others",
    "possible": "thought possible",
    "disputed": "disputed",
    "unknown": "nobody named",
}
PRECISION_WORDS = {
    "exact": "a named site",
    "city": "a town",
    "near": "near a town",
    "admin2": "a district",
    "admin1": "a province",
    "region": "a region",
    "country": "a whole country",
}
DATE_WORDS = {
    "day": "",
    "few_days": "within a few days",
    "week": "within the week",
    "month": "within the month",
    "year": "within the year",
    "on_or_before": "on or before",
    "unknown": "day not known",
}


def day_text(day: date) -> str:
    """A day as "3 Jan 2020"."""
    return f"{day.day} {day:%b} {day.year}"


def span_text(first: date | None, last: date | None, precision: str) -> str:
    """Days with how exactly they are known, as "1–5 Jan 2020" or "on or before 3 Jan 2020"."""
    first, last = first or last, last or first
    if first is None or last is None:
        return "no date"
    if precision == "on_or_before":
        return f"on or before {day_text(last)}"
    if precision == "month" and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B} {first.year}"
    if precision == "year" and first.year == last.year:
        return str(first.year)
    if first == last:
        return day_text(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_text(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%b} – {day_text(last)}"
    return f"{day_text(first)} – {day_text(last)}"


def day_words(incidents: Incidents, row: int) -> str:
    """The days of one row."""
    first, last = incidents.first_day[row], incidents.last_day[row]
    days = (None if first == NO_DAY else to_day(first), None if last == NO_DAY else to_day(last))
    return span_text(*days, incidents.date_precisions.at(row))


def place_words(place: Place | None) -> str:
    """A place as "near Baghdad, Iraq's IQ"-like plain words: relation, name, division."""
    if place is None:
        return "no place given"
    relation = "" if place.relation in ("", "in", "at") else f"{place.relation} "
    division = f", {place.admin1}" if place.admin1 and place.admin1 != place.name else ""
    return f"{relation}{place.name}{division}"


def where_words(incidents: Incidents, row: int) -> str:
    """The place of one row as "near Baghdad", "" for none."""
    where = incidents.places.at(row)
    relation = incidents.relations.at(row)
    before = "" if relation in ("", "in", "at") else f"{relation} "
    return f"{before}{where}" if where else ""


def title_words(incidents: Incidents, row: int) -> str:
    """What and where, of one row."""
    return " · ".join(words for words in (incidents.sub_event_types.at(row), where_words(incidents, row)) if words)


def deaths_words(incident: Incident) -> str:
    """Deaths and injuries; "not reported" is not "none"."""
    low, best, high = incident.fatalities_low, incident.fatalities_best, incident.fatalities_high
    if best is None:
        deaths = "deaths not reported"
    elif best == 0 and not high:
        deaths = "no deaths reported"
    else:
        deaths = f"{best:,} {'death' if best == 1 else 'deaths'}"
        if low is not None and high is not None and low != high:
            deaths += f" (reports differ: {low:,} to {high:,})"
    if incident.injured is None:
        return deaths
    return f"{deaths}, {incident.injured:,} injured" if incident.injured else f"{deaths}, nobody injured"
