"""Deaths and injuries as records, made from the people that a word speaks of, and added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.casualties.headcounts import Group, Words


@dataclass(frozen=True, slots=True)
class Casualties:
    """What one verb or noun says: numbers of None are not told, 0 is "told that none".

    ``token`` is the index in the Doc of the word that says it; ``start`` and ``end`` are the offsets of
    all its words; ``people`` the offsets of those who died or were hurt; a ``whole``
    is a toll, in which all others are counted.
    """

    start: int
    end: int
    token: int
    deaths_low: int | None = None
    deaths_best: int | None = None
    deaths_high: int | None = None
    injured: int | None = None
    people: tuple[tuple[int, int], ...] = ()
    reason: str = ""
    whole: bool = False


def total(casualties: Iterable[Casualties]) -> Casualties | None:
    """All casualties of one incident taken together: distinct people are added, repetitions are not."""
    deaths: list[Casualties] = []
    injuries: list[Casualties] = []
    for one in casualties:
        for kind, group in (("deaths_low", deaths), ("injured", injuries)):
            if getattr(one, kind) is not None and not any(_same_people(one, other) for other in group):
                group.append(one)
    if not deaths and not injuries:
        return None
    deaths = [one for one in deaths if one.whole] or deaths
    injuries = [one for one in injuries if one.whole] or injuries
    known = [one for one in deaths if one.deaths_low]
    first = min([*deaths, *injuries], key=lambda one: one.start)
    return Casualties(
        start=first.start,
        end=max(one.end for one in [*deaths, *injuries]),
        token=first.token,
        deaths_low=sum(one.deaths_low or 0 for one in deaths) if deaths else None,
        deaths_best=add([one.deaths_best for one in (known or deaths)]) if deaths else None,
        deaths_high=add([one.deaths_high for one in (known or deaths)]) if deaths else None,
        injured=sum(one.injured or 0 for one in injuries) if injuries else None,
        people=tuple(span for one in [*deaths, *injuries] for span in one.people),
        reason="; ".join(one.reason for one in sorted({*deaths, *injuries}, key=lambda one: one.start)),
    )


def _same_people(one: Casualties, other: Casualties) -> bool:
    return any(a[0] < b[1] and b[0] < a[1] for a in one.people for b in other.people)


def add(numbers: Sequence[int | None]) -> int | None:
    """The sum; None when one of the numbers is not known."""
    return None if any(number is None for number in numbers) else sum(number or 0 for number in numbers)


def from_groups(view: Words, index: int, groups: list[Group], hurts: bool) -> Casualties | None:
    """What the word at ``index`` says of the groups of people; None without people."""
    if not groups:
        return None
    quantities = [group.quantity for group in groups]
    low = sum(quantity.low for quantity in quantities)
    best = add([quantity.best for quantity in quantities])
    high = add([quantity.high for quantity in quantities])
    if high is not None and any(group.named for group in groups) and all(group.named for group in groups):
        high = None
    if any(group.named for group in groups) and not all(group.named for group in groups) and best is not None:
        high = best
    quoted = " ".join(view.doc[view.first + i].text for g in groups for i in range(g.first, g.after))
    return make(view, index, groups, hurts, low, best, high, quoted)


def make(
    view: Words,
    index: int,
    groups: list[Group],
    hurts: bool,
    low: int,
    best: int | None,
    high: int | None,
    why: str,
) -> Casualties:
    """Deaths, or injuries where ``hurts``, of the groups of people; ``why`` quotes them."""
    people = tuple(_offsets(view, group.first, group.after) for group in groups)
    verb = view.doc[view.first + index].text
    reason = f"{'injured' if hurts else 'deaths'}: '{why}' with '{verb}'"
    injured = (best if best is not None else low) if hurts else None
    ends = [index + 1, *(group.after for group in groups)]
    starts = [index, *(group.first for group in groups)]
    start, end = _offsets(view, min(starts), max(ends))
    if hurts:
        return Casualties(start, end, view.first + index, None, None, None, injured, people, reason)
    return Casualties(start, end, view.first + index, low, best, high, None, people, reason)


def figures(
    view: Words, index: int, after: int, low: int | None, best: int | None, high: int | None, injured: int | None,
    people: tuple[tuple[int, int], ...], why: str,
) -> Casualties:  # fmt: skip
    """Numbers that are told without their people: "a toll of 40"."""
    start, end = _offsets(view, index, max(after, index + 1))
    return Casualties(start, end, view.first + index, low, best, high, injured, people, f"casualties: '{why}'")


def _offsets(view: Words, first: int, after: int) -> tuple[int, int]:
    begin, last = view.doc[view.first + first], view.doc[view.first + after - 1]
    return begin.idx, last.idx + len(last.text)
