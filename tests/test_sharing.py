"""The dead and the wounded of a sentence go to the incident that hurt them."""

from collections.abc import Callable

import pytest

from geo.records import Reading

TOLLS = {
    "what is still to come has hurt nobody": (
        "The miners' union, whose strike in May ended with three dead, will march in Lima on Thursday.",
        "planned",
        None,
    ),
    "a reprisal is not what it answers": (
        "The spokesman confirmed 11 dead, saying it was a reprisal for an ambush by vigilantes near Gao on Monday.",
        "occurred",
        None,
    ),
    "its own toll": ("Gunmen ambushed a patrol near Gao on Monday, killing four soldiers.", "occurred", 4),
}


@pytest.mark.parametrize("name", TOLLS)
def test_a_toll_goes_to_the_incident_that_it_is_of(name: str, read: Callable[..., Reading]) -> None:
    text, status, deaths = TOLLS[name]
    found = [incident for incident in read(text).incidents if incident.status == status]
    assert found
    assert {incident.fatalities_best for incident in found} == {deaths}


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        (
            "Five people were gunned down on Tuesday in Pasaje, Ecuador, the police said. "
            "A sixth, hit in the chest, died on Wednesday in Machala.",
            6,
        ),
        (
            "A minibus fell into a gorge near Kadugli in Sudan on Monday, leaving eight people dead. Two more died in "
            "hospital on Sunday, bringing the toll to ten.",
            10,
        ),
        (
            "A landslide on Sunday buried 30 houses in Kadugli in Sudan. Eleven bodies were recovered by Monday, down "
            "from an earlier count of 13.",
            11,
        ),
        (
            "Shells fell on the market of Kadugli in Sudan on Friday. A monitor based in Britain said nine traders "
            "had been killed.",
            9,
        ),
    ],
)
def test_the_dead_counted_later_are_of_what_was_told_last(text: str, deaths: int, read: Callable[..., Reading]) -> None:
    (found,) = read(text).incidents
    assert found.fatalities_best == deaths
    assert found.place
    assert found.place.name in ("Pasaje", "Kadugli")


def test_what_came_after_something_is_not_what_it_came_after(read: Callable[..., Reading]) -> None:
    found = read(
        "A mob lynched two men in Gao in Mali on Sunday. The killings came after a girl of nine had been abducted "
        "in the town a week earlier.",
        "2025-06-19",
    ).incidents
    assert [one.sub_event_type for one in found if one.fatalities_best == 2] == ["Mob violence"]
    assert "Abduction/forced disappearance" in {one.sub_event_type for one in found}
