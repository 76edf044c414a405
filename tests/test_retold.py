"""Stories of a few sentences: how many incidents they put on the map."""

from collections.abc import Callable

import pytest

from geo.records import Incident, Reading

OCCURRED = ("occurred", "ongoing")

TOLD_AGAIN = {
    "an incident that took place, and then where it did": (
        "The worst incident took place early on Sunday in the municipality of Kayes, where gunmen opened fire on a "
        "wedding in the village of Segala, leaving five people dead."
    ),
    "the lead of a second story and its details": (
        "KAYES, May 6 (Valley Wire) - A train hit a bus in Kayes on Monday, killing three people, police said.\n\n"
        "Doctors asked for blood.\n\n"
        "GAO, May 7 (Valley Wire) - Thousands of people marched in Gao on Tuesday against the price of bread.\n\n"
        "Waving flags, several hundred people gathered in Gao's Independence Square, where speakers asked the "
        "governor to step down."
    ),
    "a man who is only one of the dead so far": (
        "One man was shot dead in Bamako overnight, the prosecutor said on Tuesday.\n\n"
        "The mayor asked for calm and the schools stayed shut.\n\n"
        "The 23-year-old man, a baker, was killed shortly after midnight at a roadblock."
    ),
    "those whom it befell": (
        "Mortar rounds fell on a football pitch in Taiz on Friday, killing five boys, a doctor said.\n\n"
        "Their fathers met the governor at noon.\n\n"
        "The five boys killed on Friday were pupils of one class. Two of those killed were brothers."
    ),
    "who died of wounds, and how he got them": (
        "A reservist died in hospital on Sunday of wounds that he suffered a day earlier when a bomb went off at a "
        "checkpoint in Hebron, the army said."
    ),
    "those who struck are gone again": (
        "Fighters of Boko Haram stormed a military base in the town of Marte on Monday, killing seven soldiers. The "
        "fighters withdrew after two hours, when a plane came."
    ),
    "a toll and what caused it": (
        "Overnight Friday, two soldiers were killed and six wounded when the rebels tried to storm positions near "
        "Raghwan, in the north of the province of Marib."
    ),
    "what came after something elsewhere": (
        "Six rebels were killed in a clash with soldiers near Himamaylan on Sunday, the army said.\n\n"
        "The clash came two days after the mayor had asked for calm in Dumaguete City."
    ),
    "whoever came when all was over": (
        "Gunmen killed nine people in the village of Zemio on Wednesday. They were gone when peacekeepers arrived "
        "from Obo."
    ),
    "the gunman who was shot in turn": (
        "A gunman shot the mayor of Uruapan dead on Saturday at a fair in the town. Her bodyguards shot dead the "
        "gunman, who carried no papers."
    ),
    "shots at a crowd told of right before": (
        "In Mukalla, a crowd gathered before the governor's palace on Tuesday with candles and pans. Guards opened "
        "fire when somebody pulled at the gate, and a student was shot in the neck."
    ),
    "what a sentence looks back to": (
        "Hours after the explosion, two men on a motorcycle sprayed a police post in Cucuta with automatic fire, "
        "wounding an officer."
    ),
    "a toll that has risen": (
        "Rival militias fought in Tripoli overnight, killing at least eight people, medics said on Wednesday.\n\n"
        "Shops and schools stayed shut and the airport closed.\n\n"
        "Health officials put the death toll at 14, up from eight on Wednesday, with 58 wounded."
    ),
    "bodies that had been found by a later day": (
        "A rubber boat with about 70 people on board sank near Tripoli on Sunday, the coastguard said. Eleven "
        "bodies had been washed up by Monday."
    ),
    "a shooting and the unrest that it set off": (
        "A policeman shot dead a 31-year-old man in Aurora on Thursday, setting off a night of riots in which "
        "crowds burned two cars in Aurora."
    ),
    "a strike whose dead are named one after the other": (
        "A drone killed General Yasir Idris near Nyala airport early on Friday, the army said.\n\n"
        "Missiles struck two cars shortly after midnight, and Colonel Adam Bakhit died beside him."
    ),
    "shells that fell hours before": (
        "The two sides exchanged prisoners on Saturday, hours after shells killed children at a football pitch in the "
        "city of Taiz.\n\nMortar rounds fell on the pitch in Taiz on Friday afternoon, killing five boys."
    ),
    "fighting that the next story sums up": (
        "TRIPOLI, May 7 (Sea Wire) - Rival militias fought in Tripoli overnight into Tuesday, killing at least eight "
        "people.\n\nThe mayor asked for calm.\n\n"
        "TRIPOLI, May 8 (Sea Wire) - Shops opened again on Wednesday after two nights of clashes in Tripoli that "
        "killed 14 people, medics said."
    ),
    "what happened at the scene": (
        "A man drove a car into soldiers at a bus stop outside Hebron on Saturday, wounding two of them. The "
        "driver was shot dead at the scene, the army said."
    ),
    "what was left of a fight": (
        "Six rebels were killed in a clash with soldiers near Himamaylan on Sunday, the army said. Troops recovered a "
        "rifle and two pistols."
    ),
    "a lead that sums up what follows": (
        "At least nine people were killed in several armed attacks over the weekend in the Mexican state of "
        "Sinaloa.\n\nGunmen shot dead five guests of a wedding in Navolato on Sunday.\n\n"
        "Four men were killed by gunmen in a bar in Mazatlan on Saturday."
    ),
    "a part of the town that nobody knows": (
        "A man has died two days after a pipe bomb exploded outside his home in Portadown, police said.\n\n"
        "Stephen Quinn was hurt when the device went off in the Redmanville area shortly after 23:00 on Monday."
    ),
    "a killing and the march against it": (
        "An agent shot dead a 31-year-old man in Aurora in Colorado on Friday, police said.\n\n"
        "Thousands of people marched through Denver on Sunday to protest the killing of the roofer by an agent."
    ),
}
"""Each tells its incidents twice: a passage and its second telling are one marker."""

COUNTS = {
    "a killing and the march against it": 2,
    "a lead that sums up what follows": 2,
    "a shooting and the unrest that it set off": 2,
    "the lead of a second story and its details": 2,
}


def markers(reading: Reading) -> list[Incident]:
    return [one for one in reading.incidents if one.place is not None and one.status in OCCURRED]


@pytest.mark.parametrize("name", TOLD_AGAIN)
def test_what_is_told_twice_is_one_marker(name: str, read: Callable[..., Reading]) -> None:
    found = markers(read(TOLD_AGAIN[name], published="2024-05-08"))
    assert [one.sub_event_type for one in found][COUNTS.get(name, 1) :] == []
    assert len(found) == COUNTS.get(name, 1)


def test_what_an_attack_answers_takes_no_part_in_what_follows(read: Callable[..., Reading]) -> None:
    reading = read(
        "The army fired a dozen missiles at Segou before dawn on Monday and said it was an answer to the killing of "
        "Moussa Traore. Other missiles fell near Mopti. No soldier was killed, the army said."
    )
    found = {incident.place.name if incident.place else "": incident for incident in reading.incidents}
    assert set(found) == {"Ségou", "Mopti", ""}
    assert [actor.name for actor in found[""].actors] == ["Moussa Traore"]
    assert "Moussa Traore" not in {actor.name for actor in found["Mopti"].actors}
