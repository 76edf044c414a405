"""Actors: the table is well-formed, names are one actor, capitals are governments only where the text says so."""

import csv
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from geo.actors.actors import ActorTable, ActorTableError, find_actors, load_actors
from geo.records import Mention, Place

FOLDER = Path(__file__).parent.parent / "data" / "actors"
NLP = spacy.blank("en")


@pytest.fixture(scope="module")
def table() -> ActorTable:
    return load_actors(FOLDER)


def read(text: str) -> Doc:
    return NLP(text)


def names(table: ActorTable, text: str, *places: Mention) -> list[tuple[str, str]]:
    return [(mention.text, mention.name) for mention in find_actors("a", read(text), places, table)]


def place(text: str, name: str, role: str, country_code: str) -> Mention:
    start = text.index(name)
    where = Place(name, 0.0, 0.0, 5.0, "city", country_code)
    return Mention("a", "place", start, start + len(name), name, name, role, place=where)


def test_at_least_four_hundred_actors_each_with_a_type_and_a_source(table: ActorTable) -> None:
    assert len(table.actors) >= 400
    assert len({actor.name for actor in table.actors}) == len(table.actors)
    for path in FOLDER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows, path.name
        for line, row in enumerate(rows, start=2):
            assert None not in row and None not in row.values(), f"{path.name}, line {line}"
            if "source" in row:
                assert row["name"].strip() and row["source"].strip(), f"{path.name}, line {line}"
                assert len(row["country_code"]) in (0, 2), f"{path.name}, line {line}"


def test_every_actor_is_found_by_its_own_name(table: ActorTable) -> None:
    lost = []
    for actor in table.actors:
        found = {name for _, name in names(table, f"A statement named {actor.name} as well.")}
        if actor.name not in found:
            lost.append((actor.name, found))
    assert len(lost) < 8, lost


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Analysts in the US said so.", "US", "United States"),
        ("The U.S. said so.", "U.S.", "United States"),
        ("American warplanes hit the depot.", "American warplanes", "United States"),
        ("A spokesman for the Pentagon said so.", "the Pentagon", "United States"),
        ("Iraqi troops moved in.", "Iraqi troops", "Iraq"),
        ("Boko Haram militants burned the village.", "Boko Haram militants", "Boko Haram"),
        ("Fighters of al-Shabab fled.", "al-Shabab", "Al-Shabaab"),
        ("A convoy of the Hashed was hit.", "Hashed", "Hashed al-Shaabi"),
        ("The Popular Mobilisation Forces denied it.", "Popular Mobilisation Forces", "Hashed al-Shaabi"),
        ("Gunmen from the FMLN fired.", "FMLN", "Farabundo Marti National Liberation Front (FMLN)"),
        (
            "Iran's Revolutionary Guards said so.",
            "Iran's Revolutionary Guards",
            "Islamic Revolutionary Guard Corps (IRGC)",
        ),
        ("Windows were broken by a pro-Iran mob.", "pro-Iran mob", "pro-Iran mob"),
        ("Suspected militants fired on the bus.", "Suspected militants", "suspected militants"),
        ("Iraqi police fired tear gas.", "Iraqi police", "Iraqi police"),
        ("Iraqi paramilitary fighters were hurt.", "Iraqi paramilitary fighters", "Iraqi paramilitary fighters"),
        ("Rain fell on the US embassy.", "US embassy", "US embassy"),
        ("Villagers fled.", "Villagers", "villagers"),
        ("It killed two shepherd boys.", "shepherd boys", "shepherd boys"),
        ("Troops of the 4th Armoured Brigade's Rapid Reaction Force arrived.",
         "4th Armoured Brigade's Rapid Reaction Force", "4th Armoured Brigade's Rapid Reaction Force"),
    ],
)  # fmt: skip
def test_words_name_one_canonical_actor(table: ActorTable, text: str, words: str, name: str) -> None:
    assert (words, name) in names(table, text)


@pytest.mark.parametrize(
    ("text", "type_", "country"),
    [
        ("Masked gunmen opened fire.", "political militia", ""),
        ("Kenyan protesters marched.", "protesters", "KE"),
        ("A mob burned the hall.", "rioters", ""),
        ("Turkish police arrived.", "state forces", "TR"),
        ("Fulani herders came at night.", "identity militia", "NG"),
        ("UN peacekeepers withdrew.", "external forces", ""),
        ("Reuters reported it.", "media", "GB"),
        ("Iraqi state television said so.", "media", "IQ"),
    ],
)
def test_actors_have_acled_types(table: ActorTable, text: str, type_: str, country: str) -> None:
    found = find_actors("a", read(text), [], table)
    assert (found[0].actor and found[0].actor.type) == type_
    assert found[0].actor and found[0].actor.country_code in (country, "")


def test_capital_standing_for_its_government_is_that_government(table: ActorTable) -> None:
    text = "Tension rose between Washington and its allies."
    assert ("Washington", "United States") in names(table, text, place(text, "Washington", "associative", "US"))


def test_capital_as_a_place_is_no_actor(table: ActorTable) -> None:
    text = "Crowds met in Washington at noon."
    assert "United States" not in [name for _, name in names(table, text, place(text, "Washington", "literal", "US"))]


def test_surname_is_folded_into_the_full_name_wherever_it_stands(table: ActorTable) -> None:
    text = (
        "Karimov died at once. General Rustam Karimov had led the brigade. Premier Adel Abdel Mahdi mourned him, "
        "as did commander Abu Mahdi al-Muhandis. Abdel Mahdi left early; Muhandis stayed."
    )
    found = names(table, text)
    assert ("Karimov", "Rustam Karimov") in found
    assert ("Abdel Mahdi", "Adel Abdel Mahdi") in found
    assert ("Muhandis", "Abu Mahdi al-Muhandis") in found


def test_surname_shared_by_two_is_left_as_it_is_written(table: ActorTable) -> None:
    found = names(table, "Mr Ivan Petrov met Mrs Olga Petrov. President Petrov left.")
    assert ("Petrov", "Petrov") in found


def test_description_stands_for_the_one_person_introduced_with_it(table: ActorTable) -> None:
    text = "A strike killed a top Malian commander. Malian commander Oumar Keita had many enemies."
    assert ("top Malian commander", "Oumar Keita") in names(table, text)


def test_troops_alone_are_those_of_the_one_state_whose_troops_the_text_names(table: ActorTable) -> None:
    one = names(table, "Kenyan troops crossed the river. The troops then left.")
    assert one == [("Kenyan troops", "Kenya"), ("troops", "Kenya")]
    two = names(table, "Kenyan troops met Somali troops. The troops then left.")
    assert ("troops", "troops") in two


def test_gunmen_of_a_group_are_that_group(table: ActorTable) -> None:
    found = names(table, "Members of the ELN and gunmen of the Sinaloa cartel met.")
    assert [name for _, name in found] == [
        "National Liberation Army (ELN)", "National Liberation Army (ELN)", "Sinaloa Cartel", "Sinaloa Cartel",
    ]  # fmt: skip


def test_country_of_a_person_does_not_act_beside_the_person(table: ActorTable) -> None:
    assert names(table, "US President Donald Trump spoke.") == [("Donald Trump", "Donald Trump")]


def test_text_in_capitals_is_read_and_names_are_written_small(table: ActorTable) -> None:
    text = "GUERRILLAS OF THE SHINING PATH KILLED FIVE PEASANTS, THE PERUVIAN ARMY SAID."
    assert [name for _, name in names(table, text)] == ["Shining Path", "Shining Path", "peasants", "Peru"]


def test_extra_file_adds_actors_without_code(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(
        "name,type,country_code,aliases,source\nRiver Front,rebel group,XX,RVF,our desk\n", encoding="utf-8"
    )
    table = load_actors(FOLDER, extra=tmp_path)
    assert ("RVF", "River Front") in names(table, "The RVF claimed the raid.")


def test_row_with_an_unknown_type_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(
        "name,type,country_code,aliases,source\nX Front,rebels,,,desk\n", encoding="utf-8"
    )
    with pytest.raises(ActorTableError, match='mine.csv, line 2: "rebels" is no type; use state forces'):
        load_actors(FOLDER, extra=tmp_path)


PIECES = st.sampled_from(
    ["General", "Petrov", "US", "U.S.", "the", "Guards", "police", "pro", "-", "Iran", "mob", "'", "s", ",", ".", "\n"]
    + ["Abu", "al-", "Hashed", "😀", "\x00", "ﺏ", "ISIS", "gunmen", "34", "said", "UN", "Taliban-backed"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=40).map(" ".join))
def test_mentions_quote_the_text_and_do_not_overlap(table: ActorTable, text: str) -> None:
    mentions = find_actors("a", read(text), [], table)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
    for before, after in zip(mentions, mentions[1:], strict=False):
        assert before.end <= after.start


def test_a_short_form_that_the_article_explains_means_whom_it_says(table: ActorTable) -> None:
    text = "Fighters of the Sahara Liberation Army (SLA) left Aram. The SLA took three men with it."
    found = find_actors("a", read(text), [], table)
    assert [mention.name for mention in found if mention.text == "SLA"] == ["Sahara Liberation Army"] * 2


def test_an_alias_with_a_star_counts_only_where_the_country_is_named(table: ActorTable) -> None:
    assert ("ADF", "Allied Democratic Forces") not in names(table, "The ADF denied it.")


def test_a_longer_unknown_name_is_not_its_known_tail(table: ActorTable) -> None:
    found = names(table, "A group called Katibat Boko Haram said so.")
    assert "Boko Haram" not in [name for _, name in found]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Coopérative pour le développement du Congo (CODECO) attacked.", "CODECO", "rebel group"),
        ("The Front de libération du Nord (FLN) said so.", "Front de libération du Nord", "rebel group"),
        ("The 601st Brigade moved north.", "601st Brigade", "state forces"),
        ("Ukraine's General Staff said so.", "Ukraine", "state forces"),
        ("The Indian Secular Front marched.", "Indian Secular Front", "rebel group"),
        ("They hit ISIS-Somalia again.", "Islamic State in Somalia", "rebel group"),
        ("A co-pilot died.", "co-pilot", "civilians"),
    ],
)
def test_names_are_read_to_their_end(text: str, name: str, kind: str, table: ActorTable) -> None:
    doc = read(text)
    found = {(m.actor.name, m.actor.type) for m in find_actors("a", doc, [], table) if m.actor}
    assert (name, kind) in found


def test_a_word_in_capitals_is_no_person(table: ActorTable) -> None:
    doc = read("The confederation CONAIE began a strike in Quito.")
    for token in doc:
        token.is_sent_start = token.i == 0
    doc.ents = [doc.char_span(18, 24, label="PERSON")]
    assert not [m for m in find_actors("a", doc, [], table) if m.actor and m.actor.type == "individual"]
