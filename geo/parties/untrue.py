"""Whether a sentence says that what it tells is not true: "there is no truth to reports that"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_BEFORE = re.compile(
    r"\b(?:no truth (?:\w+ )?(?:to|in)|no (?:evidence|substance|foundation|basis) (?:for|to|of|that)|"
    r"(?:not|n't|n’t|neither is it|nor is it) (?:\w+ )?true that|(?:untrue|false) that|"
    r"false (?:reports?|claims?|rumours?|rumors?) (?:that|of))\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:claims?|tales?|reports?|stor(?:y|ies)|rumou?rs?|allegations?|assertions?|suggestions?) (?:\w+ )?that\b"
)
_FALSE = re.compile(
    r"^[^;,.]*\b(?:is|are|was|were) (?:\w+ )?(?:false|untrue|fabricated|baseless|unfounded|fake|a lie|lies)\b"
)


def untrue_in(trigger: Token) -> str:
    """The words that say that what the trigger tells is not true; "" when none do."""
    sentence = trigger.sent
    before = trigger.doc[sentence.start : trigger.i].text
    found = _BEFORE.search(before)
    if found is not None and ";" not in before[found.end() :]:
        return found.group()
    after = _FALSE.search(trigger.doc[trigger.i + 1 : sentence.end].text)
    told = _TOLD.search(before)
    return f"{told.group()} … false" if told is not None and after is not None else ""
