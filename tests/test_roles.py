"""When a place's name is somewhere, and when it is a government, a people or an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.language.language import load_language, read_text
from geo.places.toponyms import find_toponyms

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Two soldiers were killed in Baghdad on Friday.", "Baghdad", "literal"),
        ("The ministers will meet in Vienna, Austria, next week.", "Vienna", "literal"),
        ("The ministers will meet in Vienna, Austria, next week.", "Austria", "literal"),
        ("Talks between Washington and Tehran have stalled.", "Tehran", "associative"),
        ("The Russian president spoke for an hour.", "Russian", "associative"),
        ("The party is backed by Iranians abroad.", "Iranians", "associative"),
        ("Analysts at the University of Michigan disagree.", "Michigan", "associative"),
        ("U.S. President Joe Biden signed the bill.", "U.S.", "associative"),
        ("Fighters of a Tehran-backed militia withdrew.", "Tehran", "associative"),
        ("Heavy rain fell near Nairobi.", "Nairobi", "literal"),
        ("Gunmen opened fire in a Baghdad restaurant.", "Baghdad", "literal"),
        ("Thousands marched through Chicago on Sunday.", "Chicago", "literal"),
        ("Rebels captured Kidal and moved on.", "Kidal", "literal"),
        ("Police patrolled central Tokyo overnight.", "Tokyo", "literal"),
        ("The bank has branches in Chad and Niger.", "Niger", "literal"),
        ("A London-based group reported the strike.", "London", "literal"),
        ("Moscow-installed officials left.", "Moscow", "associative"),
        ("The border with Mexico was shut.", "Mexico", "literal"),
        ("The Chicago Bulls lost again.", "Chicago", "associative"),
        ("Six men died in the hinterlands of Himamaylan City, Negros Occidental.", "Himamaylan", "literal"),
        ("The Salinas City Council met on Monday.", "Salinas", "associative"),
        ("Anger spread to the state capital, Morelia, where crowds marched.", "Morelia", "literal"),
    ],
)
def test_role_follows_from_the_words_around_the_name(text: str, name: str, role: str, gazetteer: Gazetteer) -> None:
    mentions = find_toponyms("a", read_text(load_language(), text), gazetteer)
    assert [mention.role for mention in mentions if mention.text == name] == [role]
