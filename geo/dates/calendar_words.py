"""The words and phrases that name days: the tables of data/dates, compiled into one scan of a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geo.folders import DATA

TABLES = DATA / "dates"

_SPACE = r"(?:[^\S\n]{1,3}|[^\S\n]{0,3}\n[^\S\n]{0,3})"  # at most one line break, so that no phrase crosses a paragraph
_PART = r"(?:morning|afternoon|evening|night|dawn|midday|noon|lunchtime|dusk)"
_EARLY = r"(?:early|late|later|earlier|mid|mid-afternoon|mid-morning|before{_}dawn|at{_}dawn|pre-dawn|predawn)"
_APPROX = (
    r"(?:(?:almost|about|around|nearly|roughly|some|over|under|exactly|barely|just|only|at{_}least|"
    r"more{_}than|less{_}than|up{_}to|no{_}more{_}than){_}){0,2}"
)
_UNIT = r"(?:minute|hour|day|night|week|fortnight|month|year|decade|centurie|century)s?"
_DOT = r"(?:(?:(?<=\b[a-z]{3})(?<!may)|(?<=\bsept)|(?<=\btues)|(?<=\bthurs)|(?<=\bthur))\.)?"  # of an abbreviation
_WHICH = r"(?:last|next|this|that|past|coming|current|previous|following)"

# The words of the patterns below, beside those of the tables, with which a phrase can begin.
_OPENERS = (
    "a about after almost around at barely before beginning between century coming current day days during early "
    "earlier end exactly following for from hour hours in independence just last late later less mid mid- "
    "afternoon mid-morning middle minute minutes month months more nearly next no only over overnight past pre "
    "predawn previous recent roughly some start that the these this today tomorrow tonight under up week weeks "
    "weekend within year years yesterday decade decades centuries fortnight fortnights sept september"
)

# Order matters: at one place in the text the first phrase that fits is taken. Every repetition is bounded.
_PHRASES: dict[str, str] = {
    "iso": r"(?P<year>[12]\d{3})-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d|-\d)",
    "numeric": r"(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<year>[12]\d{3}|\d{2})(?![\d/]|[.-]\d)",
    "attacks_of_2001": (
        r"(?:sept(?:\.|ember)?{_}11(?:th)?|9/11)(?=(?:,?{_}2001)?(?:{_}terror(?:ist)?)?{_}(?:attack|hijack|terror))"
    ),
    "holiday": r"(?P<name>{holidays})(?:,?{_}(?P<year>[12]\d{3})(?!\d)|{_}(?P<which>last|this|next){_}year)?",
    "independence": r"(?:(?P<whose>{independent}){_})?independence{_}day",
    "days_of_month": (
        r"(?:from{_}|between{_})?(?:the{_})?(?P<one>[0-3]?\d)(?:st|nd|rd|th)?{_}?(?:to|and|[-–—]|until|till|through){_}?"
        r"(?:the{_})?(?P<two>[0-3]?\d)(?:st|nd|rd|th)?{_}(?:of{_})?(?P<month>{months})\b{dot}(?:,?{_}(?P<year>[12]\d{3})(?!\d))?"
    ),
    "month_days": (
        r"(?:from{_}|between{_})?(?P<month>{months})\b{dot}{_}(?P<one>[0-3]?\d)(?:st|nd|rd|th)?{_}?(?:to|and|[-–—]|until|till|through){_}?"
        r"(?:(?P<month_two>{months})\b{dot}{_})?(?P<two>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%])(?:,?{_}(?P<year>[12]\d{3})(?!\d))?"
    ),
    "day_to_day": (
        r"(?:from{_}|between{_})?(?P<one>[0-3]?\d)(?:st|nd|rd|th)?{_}(?P<month>{months})\b{dot}{_}?(?:to|and|[-–—]|until|till|through){_}?"
        r"(?P<two>[0-3]?\d)(?:st|nd|rd|th)?{_}(?P<month_two>{months})\b{dot}(?:,?{_}(?P<year>[12]\d{3})(?!\d))?"
    ),
    "day_month": (
        r"(?:(?P<weekday>{weekdays})\b{dot},?{_}(?:the{_})?)?(?:the{_})?(?P<day>[0-3]?\d(?:st|nd|rd|th)?|(?:{ordinals})(?={_}of{_}))"
        r"{_}(?:of{_})?(?P<month>{months})\b{dot}(?:,?{_}(?P<year>[12]\d{3})(?!\d)|,?{_}(?:of{_})?(?P<which>last|this|next){_}year)?"
    ),
    "month_day": (
        r"(?:(?P<weekday>{weekdays})\b{dot},?{_}(?:the{_})?)?(?P<month>{months})\b{dot}{_}(?:the{_})?"
        r"(?P<day>[0-3]?\d(?:st|nd|rd|th)?(?![\d:%]|,\d{3}|\.\d)|(?:{ordinals})\b)"
        r"(?:,?{_}(?P<year>[12]\d{3})(?!\d)|,?{_}(?:of{_})?(?P<which>last|this|next){_}year)?"
    ),
    "part_of_month": (
        r"(?:in{_})?the{_}(?P<which>first|second|third|fourth|last|final|opening|closing){_}"
        r"(?P<unit>week|weekend|half|days|two{_}weeks){_}(?:of|in){_}(?:(?P<month>{months})\b{dot}"
        r"(?:,?{_}(?:of{_})?(?P<year>[12]\d{3})(?!\d)|,?{_}(?:of{_})?(?P<year_which>last|this|next){_}year)?"
        r"|(?P<whole_year>[12]\d{3})(?!\d)|(?P<whole>this|last|next|the){_}(?P<whole_unit>month|year)\b)"
    ),
    "weekday_of_month": (
        r"(?:the{_})?(?P<which>first|second|third|fourth|last){_}(?P<weekday>{weekdays})\b{_}(?:of|in){_}"
        r"(?P<month>{months})\b{dot}"
        r"(?:,?{_}(?:of{_})?(?P<year>[12]\d{3})(?!\d)|,?{_}(?:of{_})?(?P<year_which>last|this|next){_}year)?"
    ),
    "day_of_month": r"the{_}(?P<day>[0-3]?\d)(?:st|nd|rd|th){_}of{_}(?P<which>last|this|next){_}month\b",
    "bare_day": (
        r"the{_}(?P<day>[0-3]?\d)(?:st|nd|rd|th)(?=[.,;:)]|{_}(?:when|at|in|after|by|as|while|but|to|near|that|instant|inst)\b)"
    ),
    "weekdays": (
        r"(?:from{_}|between{_})(?P<one>{weekdays})\b{_}(?:to|and|until|till|through){_}(?P<two>{weekdays})\b"
        r"|(?P<first>{weekdays})\b(?:{_}(?:to|through){_}|[-–—])(?P<second>{weekdays})\b"
    ),
    "weekday": (
        r"(?:{early}{_}(?:on{_})?)?(?:(?P<which>last|next|this|this{_}past|this{_}coming|the{_}previous|the{_}following){_})?"
        r"(?P<weekday>{weekdays})\b(?:{_}(?P<part>{part})\b)?(?:,?{_}(?:of{_})?(?P<week>last|this|next){_}week)?"
        r"|(?P<week_first>last|this|next){_}week{_}(?:on{_})?(?P<weekday_last>{weekdays})\b"
        r"|a{_}week{_}(?P<ago>ago|from){_}(?:on{_})?(?P<weekday_ago>{weekdays})\b"
    ),
    "month": (
        r"(?:(?:the{_})?(?P<part>early|mid|late|beginning{_}of|start{_}of|middle{_}of|end{_}of)(?:{_}in)?[\s-]{{1,2}})?"
        r"(?:(?P<which>last|next|this|this{_}past|this{_}coming){_})?(?P<month>{months})\b{dot}"
        r"(?:,?{_}(?:of{_})?(?P<year>[12]\d{3})(?!\d)|,?{_}(?:of{_})?(?P<year_which>last|this|next){_}year)?"
    ),
    "near_day": (
        r"the{_}day{_}(?P<beyond>before{_}yesterday|after{_}tomorrow)|(?:{early}{_}(?:on{_})?)?(?P<word>yesterday|today|tomorrow)\b"
        r"(?:{_}(?P<part>{part})\b)?|(?P<tonight>tonight|last{_}night|last{_}evening|overnight)"
        r"|(?:(?:early|late|later|earlier){_})?this{_}(?P<this>{part})\b"
    ),
    "window": (
        r"(?:(?:in|over|during|within|for){_})?(?:the|these){_}(?P<which>last|past|previous|next|coming|following){_}"
        r"(?:(?P<number>{numbers}){_})?(?P<unit>hour|day|week|month|year|decade)s\b|(?:in{_})?recent{_}(?P<recent>day|week|month|year)s\b"
        r"|(?:the|this){_}(?P<which_one>past|coming){_}(?P<unit_one>day|week|month|year|decade)\b"
        r"|the{_}last{_}(?P<unit_last>week|month|year|decade)\b"
    ),
    "ago": (
        r"{approx}(?:(?P<number>{numbers}){_})?(?P<unit>{unit})(?:{_}or{_}(?:so|two|more))?{_}ago\b(?:{_}(?P<today>today|tomorrow)\b)?"
    ),
    "from_event": (
        r"(?:in{_}the{_})?{approx}(?:(?P<number>{numbers})[\s-]{{1,2}})?(?P<unit>{unit}){_}"
        r"(?P<way>later|afterwards?|after|earlier|before|prior|previously|following)\b"
    ),
    "next_day": (
        r"(?:early{_}|late{_})?(?:the{_}(?:very{_})?(?P<which>next|following|previous|preceding|same)|(?P<that>that){_}?(?:same)?){_}"
        r"(?P<unit>day|morning|afternoon|evening|night|week|month|year)\b"
        r"|(?:earlier|later|early|late){_}(?:in{_}the|on{_}the|that){_}(?P<unit_three>day|morning|afternoon|evening|night)\b"
        r"|the{_}(?P<unit_two>day|night|morning|evening|week|month|year){_}(?P<way>before|after|of(?={_}the{_}))\b"
    ),
    "anniversary": (
        r"(?:the{_})?(?:(?P<count>\d{1,3})(?:st|nd|rd|th)|(?P<ordinal>{ordinals})|(?P<number>{numbers})[\s-]year){_}anniversary\b"
    ),
    "period": (
        r"(?:(?P<part>early|earlier|late|later|mid)[\s-]{{1,2}})?(?:in{_})?(?P<which>{which}){_}(?P<unit>week|weekend|month|year|decade|century)\b"
        r"|(?:over|at|during){_}the{_}(?P<weekend>weekend)\b"
        r"|(?P<part_two>earlier|later){_}in{_}the{_}(?P<unit_two>week|month|year)\b"
        r"|the{_}(?P<end>start|beginning|middle|end){_}of{_}(?P<which_end>the|this|last|next){_}(?P<unit_end>week|month|year)\b"
    ),
    "decade": (
        r"(?:the{_})?(?:(?P<part>early|mid|late)[\s-]{{1,2}})?"
        r"(?:(?P<year>(?:1[6-9]|20)\d0)['’]?s|['’](?P<short>\d0)s|the{_}(?P<word>{decades}))\b"
    ),
    "year": (
        r"(?:(?P<part>early|mid|late)[\s-]{{1,2}})?(?P<year>1[5-9]\d{2}|20\d{2})"
        r"(?![\d%]|[.,:/-]\d|{_}(?:{counted})\b)"
    ),
    "time_of_day": r"(?:the{_})?(?:pre-?dawn|before{_}dawn|at{_}dawn|(?:early|late){_}{part})\b",
}


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day: how to find it in a year, and how many days the name covers."""

    fixed: tuple[int, int] | None
    nth: tuple[int, int, int] | None
    easter: int | None
    days: int
    orthodox: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The tables of data/dates, ready to use: numbers by word, and compiled patterns.

    ``cues`` says of the words around a day whether it lies ahead (True) or behind: by their first word, longest first.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, tuple[int, int]]
    ordinals: dict[str, int]
    decades: dict[str, int]
    holidays: dict[str, Holiday]
    independence: dict[str, Holiday]
    month_also_words: frozenset[str]
    scan: re.Pattern[str]
    phrases: dict[str, re.Pattern[str]]
    cues: dict[str, list[tuple[list[str], bool]]]
    speech_before: re.Pattern[str]
    ahead_before: re.Pattern[str]
    ahead_of_possessive: re.Pattern[str]
    not_before_weekday: re.Pattern[str]
    not_after_weekday: re.Pattern[str]
    before_month: re.Pattern[str]
    before_year: re.Pattern[str]


def any_of(words: Iterable[str]) -> str:
    """Return an alternation of the words, longest first, in which a space fits any single gap."""
    return "|".join(re.escape(word).replace(r"\ ", _SPACE) for word in sorted(words, key=len, reverse=True))


@cache
def load_calendar(folder: Path = TABLES) -> Calendar:
    """Return the tables of a folder, read once.

    Raises ValueError that names the file when a table is not TOML or lacks a part.
    """
    words, holidays = _table(folder / "words.toml"), _table(folder / "holidays.toml")
    cues, not_dates = _table(folder / "cues.toml"), _table(folder / "not_dates.toml")
    numbers = {word: (count, count) for word, count in words["numbers"].items()}
    numbers |= {word: (least, most) for word, (least, most) in words["vague_numbers"].items()}
    named = {name: _holiday(row) for row in holidays["holiday"] for name in row["names"]}
    named |= {name.replace("'", "’"): day for name, day in named.items() if "'" in name}
    independence = {name: _holiday(row) for row in holidays["independence_day"] for name in row["names"]}
    parts = {
        "months": any_of(words["months"]),
        "weekdays": any_of(words["weekdays"]),
        "numbers": r"\d{1,3}(?!\d)|" + any_of(numbers),
        "ordinals": any_of(words["ordinals"]),
        "decades": any_of(words["decades"]),
        "holidays": any_of(named),
        "independent": any_of(independence),
        "counted": any_of(not_dates["years"]["counted_after"]),
    }
    phrases = {name: rf"(?:{_fill(pattern, parts)})(?!\w)" for name, pattern in _PHRASES.items()}
    tables = (words["months"], words["weekdays"], numbers, words["ordinals"], words["decades"], named, independence)
    openers = {re.split(r"[\s-]", word)[0] for table in tables for word in table} | set(_OPENERS.split())
    plain = "|".join(f"(?P<{name}>{_unnamed(pattern)})" for name, pattern in phrases.items())
    return Calendar(
        months=words["months"],
        weekdays=words["weekdays"],
        numbers=numbers,
        ordinals=words["ordinals"],
        decades=words["decades"],
        holidays=named,
        independence=independence,
        month_also_words=frozenset(not_dates["months"]["also_words"]),
        scan=re.compile(rf"(?<![\w@#$£€/])(?=[\d'’]|{_any_word(openers)})(?:{plain})", re.IGNORECASE),
        phrases={name: re.compile(pattern, re.IGNORECASE) for name, pattern in phrases.items()},
        cues=_by_first_word(
            dict.fromkeys((*cues["past"], *cues["speech"]), False) | dict.fromkeys(cues["future"], True)
        ),
        speech_before=re.compile(
            rf"\b(?:{any_of(cues['speech'])})(?:{_SPACE}(?:reporters|journalists|on|in|late|early|a|the|statement)){{0,3}}{_SPACE}$",
            re.IGNORECASE,
        ),
        ahead_before=_ends_with(cues["future_adjacent"]),
        ahead_of_possessive=_ends_with(cues["possessive_ahead"]),
        not_before_weekday=_ends_with(not_dates["weekdays"]["before"]),
        not_after_weekday=re.compile(rf"{_SPACE}(?:{any_of(not_dates['weekdays']['after'])})\b", re.IGNORECASE),
        before_month=_ends_with(not_dates["months"]["before"]),
        before_year=_ends_with(not_dates["years"]["before"]),
    )


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: not valid TOML ({error}); mend the line that it names") from error


def _holiday(row: dict[str, Any]) -> Holiday:
    fixed, nth = row.get("fixed"), row.get("nth")
    return Holiday(
        fixed=(fixed[0], fixed[1]) if fixed else None,
        nth=(nth[0], nth[1], nth[2]) if nth else None,
        easter=row.get("easter"),
        days=row.get("days", 1),
        orthodox=row.get("orthodox", False),
    )


def _fill(pattern: str, parts: dict[str, str]) -> str:
    pattern = pattern.replace("{{", "{").replace("}}", "}")
    fixed = {"early": _EARLY, "part": _PART, "approx": _APPROX, "unit": _UNIT, "which": _WHICH, "dot": _DOT}
    for name, part in (fixed | parts).items():
        pattern = pattern.replace("{" + name + "}", part)
    return pattern.replace("{_}", _SPACE)


def _unnamed(pattern: str) -> str:
    """Return the pattern without its named groups, as it stands in the scan for all phrases."""
    pattern = pattern.replace("(?P=mark)", "[/.-]")
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def _by_first_word(phrases: dict[str, bool]) -> dict[str, list[tuple[list[str], bool]]]:
    by_first: dict[str, list[tuple[list[str], bool]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        by_first.setdefault(phrase.split()[0], []).append((phrase.split(), phrases[phrase]))
    return by_first


def _any_word(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, whole and in either case, that shares their beginnings.

    The scan asks this first at each word: most words can begin no phrase, and this is quick to say so.
    """
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for letter in word.lower():
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return f"(?-i:{_branches(tree)})"


def _branches(tree: dict[str, Any]) -> str:
    branches = [
        r"(?![^\W\d_])" if not letter else f"[{re.escape(letter + letter.upper())}]{_branches(tree[letter])}"
        for letter in sorted(tree, reverse=True)
    ]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _ends_with(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(words)})[\s-]{{1,3}}$", re.IGNORECASE)
