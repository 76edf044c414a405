"""How many incidents lie on each stretch of time, the uncertain ones spread over the days they may have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from geo.view.view import NO_DAY, Incidents, Mask, Numbers, to_day

MOST_BARS = 110
STEPS = (1, 2, 7, 14, 30, 61, 91, 182, 365, 730, 3650, 36500)
PRESETS = {"24 hours": 1, "7 days": 7, "30 days": 30}


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars of ``step`` days from ``first`` on: ``known`` counts incidents with one day or within one
    bar, ``spread`` those that may lie in several, each adding up to one over all its bars."""

    first: date
    step: int
    known: NDArray[np.float64]
    spread: NDArray[np.float64]
    undated: int

    def start(self, bar: int) -> date:
        """The first day of a bar."""
        return self.first + timedelta(self.step * bar)

    @property
    def last(self) -> date:
        """The last day of the last bar."""
        return self.start(len(self.known)) - timedelta(1)


def timeline(incidents: Incidents, shown: Mask, most: int = MOST_BARS) -> Timeline | None:
    """The bars for the marked incidents; None when none of them has a day."""
    dated = shown & incidents.dated
    undated = int(shown.sum()) - int(dated.sum())
    one_day = dated & (incidents.first_day == incidents.last_day)
    certain = incidents.first_day[one_day]
    dated &= ~one_day
    low, high = incidents.first_day[dated], incidents.last_day[dated]
    if not len(certain) and not len(low):
        return None
    first = min(int(days.min()) for days in (certain, low) if len(days))
    last = max(int(days.max()) for days in (certain, high) if len(days))
    step = next((days for days in STEPS if (last - first) // days < most), STEPS[-1])
    bars = int((last - first) // step + 1)
    starts, ends = (low - first) // step, (high - first) // step
    within = starts == ends
    known = _by_bar(certain - first, step, bars) + np.bincount(starts[within], minlength=bars)
    low, high, starts, ends = low[~within], high[~within], starts[~within], ends[~within]
    share = 1 / (high - low + 1)
    begun = np.bincount(starts, share, bars) - np.bincount(ends, share, bars)
    spread = np.cumsum(begun) * step  # as if every span began and ended with a bar
    spread -= np.bincount(starts, share * ((low - first) % step), bars)
    spread += np.bincount(ends, share * ((high - first) % step + 1), bars)
    return Timeline(to_day(first), step, known, np.maximum(spread, 0), undated)


def _by_bar(days: Numbers, step: int, bars: int) -> NDArray[np.float64]:
    """How many days lie in each bar: counted by day first, which is quicker than dividing each."""
    by_day = np.bincount(days)
    by_day = np.append(by_day, np.zeros(-len(by_day) % step, dtype=by_day.dtype)).reshape(-1, step).sum(axis=1)
    return np.append(by_day, np.zeros(bars - len(by_day))).astype(np.float64)


def newest_day(incidents: Incidents) -> date | None:
    """The last day that any incident has."""
    newest = incidents.last_day.max(initial=NO_DAY)
    return None if newest == NO_DAY else to_day(int(newest))


def preset_span(incidents: Incidents, name: str) -> tuple[date | None, date | None]:
    """First and last day of a preset, counted back from the newest incident; open for any other name."""
    newest = newest_day(incidents)
    if newest is None or name not in PRESETS:
        return None, None
    return newest - timedelta(PRESETS[name] - 1), newest


def next_span(line: Timeline, first: date | None, last: date | None) -> tuple[date, date]:
    """The stretch after the given one, as long as it, for playing through time; from the start after the end."""
    if first is None or last is None or last >= line.last:
        length = max(line.step, (line.last - line.first).days // 24) if first is None or last is None else None
        days = length if length is not None else (last - first).days + 1  # type: ignore[operator]
        return line.first, line.first + timedelta(days - 1)
    days = (last - first).days + 1
    return last + timedelta(1), last + timedelta(days)
