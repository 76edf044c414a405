"""Who acts and who suffers, in the words of news."""

from __future__ import annotations

from datetime import date

import pytest

from geo.reading import Reader, load_reader, read_article
from geo.records import Article

DOERS = ("perpetrator", "participant")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def roles(reader: Reader, text: str) -> tuple[set[str], set[str]]:
    """The names of those who act and of those who suffer in the first incident of a text."""
    incident = read_article(reader, Article("a", text, published=date(2024, 5, 10))).incidents[0]
    acting = {actor.name for actor in incident.actors if actor.role in DOERS}
    return acting, {actor.name for actor in incident.actors if actor.role not in DOERS}


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Israel's strike on Tyre on Monday killed two men.", "Israel", "men"),
        ("Three farmers died on Friday in an attack by Maoist rebels near Bastar.", "Maoist rebels", "farmers"),
        ("Seven villagers killed by bandits near Maru on Tuesday were buried.", "bandits", "villagers"),
        ("Masked men set fire to the home of a judge in Tripoli on Sunday.", "masked men", "judge"),
        ("The mayor was unhurt when her convoy came under attack from rebels near Goma.", "rebels", "convoy"),
        ("Rebels recaptured Bara, a town that the army had held since March.", "rebels", "army"),
        ("Gunmen shot dead a porter in Quetta on Friday.", "gunmen", "porter"),
        ("A mine laid by jihadists killed a French soldier near Gao on Saturday.", "jihadists", "France"),
        ("Some 50 youths threw stones at a patrol of peacekeepers in Tyre on Friday.", "youths", "peacekeepers"),
        ("Soldiers attacked a bus carrying pilgrims near Aleppo on Monday.", "soldiers", "pilgrims"),
        ("Eleven men were arrested in Kakching on Thursday.", "police", "men"),
        ("A protest against high prices was held in Lagos on Monday.", "protesters", ""),
        ("Six people were injured in airstrikes carried out by Thai jets near Poipet on Sunday.", "Thailand", "people"),
        ("Farther along that road, at Marivan, border guards on Monday shot a porter.", "border guards", "porter"),
        ("Rebels seized Masisi on Thursday, said its mayor, driving out the army.", "rebels", "army"),
        ("Members of a civic group attacked a bank in Tarija on Monday.", "members of a civic group", "bank"),
        (
            "A 25-year-old Iraqi was killed in Calais on Monday when rival smugglers shot at each other.",
            "rival smugglers",
            "Iraqi",
        ),
        ("Robbers threw a grenade into the courtyard of a judge's house in Nis on Sunday.", "robbers", "judge"),
        ("The police seek 12 girls aged between 15 and 20 who were seized by gunmen on Sunday.", "gunmen", "girls"),
        ("On Monday a grey Bora slowed down and someone in it shot at a hospital in Rosario.", "", "hospital"),
        ("Opposition parties called a march for Thursday in Gondar.", "opposition parties", ""),
        ("A driver rammed a car into soldiers near Hebron on Saturday.", "driver", "soldiers"),
        ("A rubber boat with about 70 migrants on board sank off Zuwara on Monday.", "", "migrants"),
        ("An overloaded canoe carrying traders capsized near Mopti on Monday.", "", "traders"),
        ("A speedboat packed with Afghans struck a reef off Chios on Monday and sank.", "", "Afghans"),
        ("Four tourists drowned on Sunday when a ferry capsized near Kampot.", "", "tourists"),
        ("A bus collided with a lorry near Lobito on Monday, leaving 17 dead.", "", "people"),
        ("Gunmen opened fire in a bar in Celaya on Monday, leaving five dead.", "gunmen", "civilians"),
        (
            "Two employees of a French charity who had been seized by rebels near Gondar were freed.",
            "rebels",
            "employees",
        ),
        ("A trader was beaten to death in Bangui on Monday, said a spokesman for the mission.", "", "trader"),
        ("A man of 41 who was arrested in Lurgan on Tuesday remains in custody.", "police", "man"),
        ("Motorcyclists lobbed a grenade at a police post in Khuzdar on Monday.", "motorcyclists", "police post"),
        ("He was bundled into a white pickup by masked men in Basra on Monday.", "masked men", ""),
        ("Three men were shot dead on Sunday as troops confronted villagers in Panchari.", "troops", "men"),
        ("Two nurses were killed on Tuesday when Boko Haram insurgents entered Kolofata.", "Boko Haram", "nurses"),
    ],
)
def test_doers_and_sufferers_are_told_apart(reader: Reader, text: str, who: str, whom: str) -> None:
    acting, suffering = roles(reader, text)
    assert (who in acting) if who else not acting
    assert not whom or whom in suffering


def test_the_two_armies_are_those_named_before(reader: Reader) -> None:
    text = "Thailand bombed a depot on Friday and Cambodia shelled Surin. On Sunday the two armies exchanged fire."
    incidents = read_article(reader, Article("a", text, published=date(2024, 5, 10))).incidents
    clash = next(incident for incident in incidents if incident.sub_event_type == "Armed clash")
    assert {actor.name for actor in clash.actors} >= {"Thailand", "Cambodia"}


def test_a_strike_of_nobody_is_by_the_one_foreign_state_that_fights_there(reader: Reader) -> None:
    text = (
        "Russian jets bombed a market in Kharkiv on Monday, killing three people, residents said. "
        "On Tuesday a missile fell on a tram depot in Dnipro, wounding two."
    )
    incidents = read_article(reader, Article("a", text, published=date(2024, 5, 10))).incidents
    assert all("Russia" in {actor.name for actor in incident.actors} for incident in incidents)


def test_a_name_that_goes_on_with_of_is_one_organisation(reader: Reader) -> None:
    acting, _ = roles(reader, "The Alliance of Sahel States sent its joint battalion to Sikasso on Monday.")
    assert "Alliance of Sahel States" in acting


def test_another_name_behind_a_group_is_that_group(reader: Reader) -> None:
    text = "Fighters of the Special Deterrence Force, or Rada, shot a judge in Tripoli on Monday. Rada denied it."
    acting, _ = roles(reader, text)
    assert acting == {"Special Deterrence Force"}


def test_police_without_a_country_are_those_of_the_place(reader: Reader) -> None:
    text = "Police in riot gear fired tear gas at students in Nairobi on Monday."
    incident = read_article(reader, Article("a", text, published=date(2024, 5, 10))).incidents[0]
    assert [actor.country_code for actor in incident.actors if actor.name == "police"] == ["KE"]


def test_the_backer_of_a_group_did_not_do_it(reader: Reader) -> None:
    acting, _ = roles(reader, "The Iran-backed Houthis fired a missile at Eilat on Sunday.")
    assert "Iran" not in acting


def test_who_only_condemns_did_not_do_it(reader: Reader) -> None:
    text = "A suicide bomber killed nine people in Quetta on Monday. Imran Khan condemned the bombing."
    acting, _ = roles(reader, text)
    assert "Imran Khan" not in acting


def test_they_are_those_whom_the_sentence_before_names(reader: Reader) -> None:
    text = "The Army of Aram (AOA) left the town. Its fighters killed two monks in Goma on Friday."
    acting, suffering = roles(reader, text)
    assert "monks" in suffering
    assert "fighters" not in acting


def test_a_make_of_missile_does_nothing_itself(reader: Reader) -> None:
    acting, _ = roles(reader, "Seven people were killed on Thursday when an Iskander missile hit a depot in Sumy.")
    assert not acting


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Three rockets were aimed at the US embassy in Baghdad on Monday.", "", "US embassy"),
        ("Rebels said an American helicopter was shot down near Bosaso on Monday.", "", "United States"),
        ("Two bodies were recovered in Puno when a police team broke into the mill on Friday.", "", ""),
        (
            "Gunmen killed a nun while she was praying and a monk was reading on Friday, officials said.",
            "gunmen",
            "nun",
        ),
        ("Four people were gunned down on Tuesday at a bar in Manta, by men in grey uniforms.", "men", "people"),
        ("Shots were exchanged for hours on Monday between soldiers and bandits near Maradi.", "soldiers", ""),
        ("Six people died in a row over a dam that set farmers against herders in Bor on Monday.", "herders", "people"),
        ("Villagers accused the instructors of having burned the market of Bria on Monday.", "instructors", "market"),
        (
            "A shell killed a nun in Bajaur on Friday; elders put the blame on security forces.",
            "security forces",
            "",
        ),
        ("By Thursday groups of horsemen were burning huts in Dembo.", "horsemen", ""),
        ("His lawyer Elvino Dias was murdered by gunmen in Maputo on Friday.", "gunmen", "Elvino Dias"),
    ],
)
def test_doers_are_found_in_many_constructions(text: str, who: str, whom: str, reader: Reader) -> None:
    acting, suffering = roles(reader, text)
    assert (who in acting) if who else not acting
    assert not whom or whom in suffering


def test_what_is_hit_is_property_and_no_civilian(reader: Reader) -> None:
    article = Article("a", "Rioters set fire to a pharmacy and three lorries in Mbale on Sunday.")
    kinds = {actor.name: actor.type for one in read_article(reader, article).incidents for actor in one.actors}
    assert kinds["pharmacy"] == kinds["lorries"] == "property"


def test_people_who_were_busy_when_it_befell_them_did_not_do_it(reader: Reader) -> None:
    text = "Saudi jets hit a hall in Saada while the mayor was giving a speech on Friday, killing him."
    actors = {actor for one in read_article(reader, Article("a", text)).incidents for actor in one.actors}
    assert {actor.role for actor in actors if actor.name == "mayor"} == {"victim"}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Men of the Bani Tamim tribe burned nine homes in Homs on Sunday.", "Bani Tamim tribe", "perpetrator"),
        ("Warriors of the Kando clan killed six villagers near Laiagam on Monday.", "Kando clan", "perpetrator"),
        ("Prosecutors attributed the killing of a nun in Manta to Los Rojos on Friday.", "Los Rojos", "perpetrator"),
        ("A truck of the Aurelia company was burned by miners in Pataz on Sunday.", "Aurelia company", "target"),
        ("Two sailors were killed in a gunfight with smugglers near Rafah on Monday.", "smugglers", "perpetrator"),
        ("The governor condemned the killing of two monks by herders in Guma on Monday.", "herders", "perpetrator"),
        ("An army patrol came under fire near Tine on Monday from bandits.", "army patrol", "victim"),
        ("American B-2 bombers bombed Isfahan on Sunday.", "United States", "perpetrator"),
        ("Les Patriotes, a party, will hold a vigil in Bangui on Tuesday.", "Les Patriotes", "participant"),
    ],
)
def test_names_in_plain_words_have_their_role(text: str, name: str, role: str, reader: Reader) -> None:
    actors = {actor for one in read_article(reader, Article("a", text)).incidents for actor in one.actors}
    assert role in {actor.role for actor in actors if actor.name == name}


def test_people_before_whom_it_was_done_did_not_do_it(reader: Reader) -> None:
    text = "A teacher was hacked to death in front of her pupils by her former husband in Mutare on Monday."
    actors = {actor for one in read_article(reader, Article("a", text)).incidents for actor in one.actors}
    assert {actor.name for actor in actors if actor.role == "perpetrator"} == {"former husband"}


def test_the_army_stands_once_among_the_actors(reader: Reader) -> None:
    text = "Three soldiers of the 90th Infantry Battalion and a soldier of a patrol were killed near Jolo on Monday."
    actors = [actor for one in read_article(reader, Article("a", text)).incidents for actor in one.actors]
    assert [actor.name for actor in actors] == ["90th Infantry Battalion"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Prosecutors charged two Moldovans on Monday with the bombing of a rail depot in Lublin.",
            "Moldovans",
            "perpetrator",
        ),
        ("A grenade thrown at the gate of a police station in Xela on Sunday hurt nobody.", "police station", "target"),
        ("A landslide at Porto Bello buried a family of three on Tuesday.", "family", "victim"),
        ("A plane carrying four climbers hit a ridge at Lamjura on Friday, killing all four.", "climbers", "victim"),
        (
            "Riot police in Izmir pushed back marchers on Monday and took nine of them away.",
            "riot police",
            "perpetrator",
        ),
        (
            "A student assembly has called for a blockade of the bridge in Novi Sad on Friday.",
            "student assembly",
            "participant",
        ),
        (
            "Shells killed five people in Dilling on Friday, said a network of doctors, which blamed the RSF.",
            "Rapid Support Forces (RSF)",
            "perpetrator",
        ),
    ],
)
def test_roles_hold_in_dense_sentences(text: str, name: str, role: str, reader: Reader) -> None:
    actors = {actor for one in read_article(reader, Article("a", text)).incidents for actor in one.actors}
    assert role in {actor.role for actor in actors if actor.name == name}


def test_a_strike_of_nobody_is_by_the_one_state_of_whose_aircraft_the_text_speaks(reader: Reader) -> None:
    text = "Turkish jets roamed over Syria on Monday. Drones killed seven people in Kobani, a doctor said."
    incidents = read_article(reader, Article("a", text, published=date(2024, 5, 10))).incidents
    assert "Turkey" in {actor.name for actor in incidents[-1].actors}


def test_a_mortar_is_not_from_whoever_sends_drones(reader: Reader) -> None:
    text = (
        "A Turkish drone strike killed nine militants near Bosaso on Monday, the army said. "
        "Mortar rounds landed in Mogadishu on Tuesday, wounding two."
    )
    incidents = read_article(reader, Article("a", text, published=date(2024, 5, 10))).incidents
    assert "Turkey" not in {actor.name for actor in incidents[-1].actors}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "A suspected thief was beaten to death by traders at the market of Kisenyi on Monday.",
            "traders",
            "perpetrator",
        ),
        ("An air raid on Friday killed Omar Haidar, the group's chief of staff, near Tyre.", "Omar Haidar", "victim"),
        ("A major was among nine soldiers whom the insurgents say they killed in Baidoa.", "insurgents", "perpetrator"),
        ("Five people of one family in Gigmoto were swept away by a storm surge on Monday.", "people", "victim"),
        ("Indigenous councils said they would march in Quito on Wednesday.", "indigenous councils", "participant"),
        (
            "Forces of Kenya, Ethiopia and Djibouti will hold an exercise near Isiolo on Monday.",
            "Ethiopia",
            "participant",
        ),
        ("A vegetable seller was robbed near Homs on Monday.", "vegetable seller", "victim"),
    ],
)
def test_nobody_is_taken_for_the_one_who_did_it(text: str, name: str, role: str, reader: Reader) -> None:
    actors = {actor for one in read_article(reader, Article("a", text)).incidents for actor in one.actors}
    assert role in {actor.role for actor in actors if actor.name == name}
    sufferers = {actor.name for actor in actors if actor.role in ("victim", "target")}
    assert not sufferers & {actor.name for actor in actors if actor.role == "perpetrator"}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Police arrested a Filipino oiler in Basra on Monday.", "Filipino oiler", "target"),
        ("A Filipino oiler was killed by a rocket in Basra on Monday.", "Filipino oiler", "victim"),
        ("Soldiers fired at a watchtower near Kfar Kila on Monday.", "watchtower", "target"),
        ("Athens summoned the Dutch ambassador on Monday.", "Dutch ambassador", "participant"),
    ],
)
def test_roles_follow_the_kind_of_incident(text: str, name: str, role: str, reader: Reader) -> None:
    actors = {actor for one in read_article(reader, Article("a", text)).incidents for actor in one.actors}
    assert role in {actor.role for actor in actors if actor.name == name}


def test_forces_of_one_who_tells_are_not_those_of_his_foe(reader: Reader) -> None:
    text = (
        "Ukrainian troops shot down nine drones near Odesa on Tuesday. "
        "Moscow said on Wednesday that its Vostok group of forces had captured Ternuvate."
    )
    incidents = read_article(reader, Article("a", text, published=date(2024, 5, 10))).incidents
    assert {actor.name for actor in incidents[-1].actors if actor.role == "perpetrator"} == {"Russia"}


def test_what_only_sounds_like_people_does_nothing(reader: Reader) -> None:
    article = Article("a", "The handover of the base to the army took place in Agadez on Monday.")
    assert "handover" not in {actor.name for one in read_article(reader, article).incidents for actor in one.actors}


def test_fighting_of_nobody_is_between_the_states_at_war_there(reader: Reader) -> None:
    text = (
        "Russian troops captured the village of Zelene in the Zaporizhzhia region on Monday. "
        "Ukrainian gunners held the road. On Tuesday fighting went on in the ruins of Toretsk."
    )
    incidents = read_article(reader, Article("a", text, published=date(2024, 5, 10))).incidents
    clash = next(one for one in incidents if one.sub_event_type == "Armed clash" and "Toretsk" in one.excerpts[0].text)
    assert {actor.name for actor in clash.actors} == {"Russia", "Ukraine"}


def test_missiles_at_a_base_are_not_laid_to_the_state_whose_bombers_are_spoken_of(reader: Reader) -> None:
    text = (
        "Fourteen missiles were fired on Monday at Al Udeid, the base in Qatar from which the United States runs its "
        "air operations. American bombers were seen over the Gulf."
    )
    incidents = read_article(reader, Article("a", text, published=date(2024, 5, 10))).incidents
    assert not [a for one in incidents for a in one.actors if a.name == "United States" and a.role == "perpetrator"]


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("French special forces freed two hostages held by jihadists near Gao on Monday.", {"jihadists"}),
        ("The bodies of nine fishermen shot by pirates were brought ashore at Yenagoa on Monday.", {"pirates"}),
        ("Three policemen who tried to stop a lynching were stoned by the crowd in Mixco on Monday.", {"crowd"}),
        ("Relatives of a student killed by a tear gas canister marched in Kisumu on Monday.", set()),
    ],
)
def test_who_helps_or_mourns_did_not_do_it(text: str, doers: set[str], reader: Reader) -> None:
    actors = {actor for one in read_article(reader, Article("a", text)).incidents for actor in one.actors}
    assert {actor.name for actor in actors if actor.role == "perpetrator"} == doers
