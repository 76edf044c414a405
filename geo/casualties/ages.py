"""Numbers that are somebody's age: "a woman, 34, and her son", "two men, aged 19 and 44"."""

from __future__ import annotations

from geo.casualties.headcounts import Group

OLDEST = 120
"""A number in commas behind a person that is lower is an age."""

_AFTER_AGE = ((",",), (")",), (".",), (";",), ())
_AGES = 6
_AMONG_AGES = frozenset({",", "and", "to", "or", "from", "between", "of"})


def is_age(words: tuple[str, ...], group: Group) -> bool:
    """ ", 34," after a name, and both numbers of "aged 19 and 44"."""
    before = words[max(0, group.first - _AGES) : group.first]
    aged = next((at for at in range(len(before) - 1, -1, -1) if before[at] in ("aged", "ages")), len(before))
    if group.head < 0 and before[aged + 1 :] and all(w.isdigit() or w in _AMONG_AGES for w in before[aged + 1 :]):
        return True
    return (
        group.head < 0
        and group.first > 0
        and words[group.first - 1] in (",", "aged", "age", "(", "number", "no.")
        and (words[group.after : group.after + 1] in _AFTER_AGE or words[group.first - 1] in ("aged", "age"))
        and group.after - group.first == 1
        and words[group.first].isdigit()
    )


def past_age(words: tuple[str, ...], index: int) -> int:
    """The word after ", 27" or "(27)" or "-in-law" at ``index``; ``index`` itself without one."""
    if words[index : index + 4] == ("-", "in", "-", "law"):
        index += 4
    number = words[index + 1 : index + 2]
    if number and number[0].isdigit() and int(number[0]) < OLDEST:
        if words[index] == "," and words[index + 2 : index + 3] == (",",):
            return index + 2
        if words[index] == "(" and words[index + 2 : index + 3] == (")",):
            return index + 3
    return index
