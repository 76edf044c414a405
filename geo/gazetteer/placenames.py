"""Under which names a place stands in the index, and which of its names would only mislead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from geo.gazetteer.names import ARTICLES, name_key, sound_key, without_article
from geo.gazetteer.placeindex import NameRow, PlaceRow

_DIVISION_WORDS = (
    "province governorate county oblast region state district department prefecture parish municipality division krai "
    "republic voivodeship canton territory kray raion borough city autonomous_region emirate commune urban_district "
    "rural_district metropolitan_area township"
)
_DIVISION_PREFIXES = (
    "muhafazat wilaya_de wilaya_d provincia_de departamento_de departamento_del state_of province_of estado_de "
    "distrito_de region_de mohafazat ostan_e viloyati wilayat gouvernorat_de county_of regiao judetul respublika "
    "city_of mayorality_of provincia_di departement_du departement_de_la departement_de region_of provincie "
    "canton_of gorod muhafazat_al greater county co changwat mintaqat judet obwod territory_of emirate_of "
    "governorate_of republic_of"
)
_PREFIX = re.compile(f"(?:{'|'.join(sorted(_DIVISION_PREFIXES.split(), reverse=True)).replace('_', ' ')}) (?=...)")
_SUFFIX = re.compile(f"(?<=...) (?:{_DIVISION_WORDS.replace(' ', '|').replace('_', ' ')})$")
_DIRECTIONS = frozenset(
    re.findall(
        r"\w+",
        "north south east west centre center central northern southern eastern western northeast northwest southeast "
        "southwest north_east north_west south_east south_west north_eastern north_western south_eastern south_western "
        "northeastern northwestern southeastern southwestern upper lower middle coast coastal capital lakes unity "
        "plateau rivers delta bay nord sud est ouest norte sur este oeste centro littoral nord_est nord_ouest sud_est "
        "sud_ouest oriental occidental border islands highlands",
    )
)
_LEAST = {"city": 20, "district": 10, "region": 5, "island": 5, "mountains": 5, "river": 5, "lake": 5, "sea": 5}
"""What counts for the population of places that have none: a nameless hamlet still comes before a hotel."""
_DIGIT = re.compile(r"\d")
_ARABIC = frozenset(re.findall("..", "AEBHDZEGILIQJOKMKWLBLYMAMROMPSQASASDSOSSSYTDTNYEDJEREH"))
_ROMANISED = _ARABIC | frozenset(re.findall("..", "AFIRPKINBDNPRUUABYKZKGUZTJTMBGRSMKMNGEAMAZETMMTHLKKHLACNKPKRGR"))
_ROMANISED_LEVELS = frozenset({"city", "district", "admin1", "admin2", "region", "site", "base", "mountains"})


def prominence(level: str, population: int, capital: bool = False) -> int:
    """How likely a name alone means this place: orders the places of one name."""
    if level == "continent":
        return 200_000_000 + population // 1000
    if level == "country":
        return 100_000_000 + population // 100
    if level == "admin1":
        return population // 5 + 1000
    if level == "admin2":
        return population // 40 + 100
    return population * 3 + 100_000 if capital else max(population, _LEAST.get(level, 1))


def bare_division(key: str) -> str:
    """The key of a division without the word for its kind.

    >>> bare_division("basra governorate"), bare_division("provincia de luanda"), bare_division("new york")
    ('basra', 'luanda', 'new york')
    """
    prefix = _PREFIX.match(key)
    if prefix:
        return key[prefix.end() :]
    suffix = _SUFFIX.search(key)
    return key[: suffix.start()] if suffix else key


class PlaceNames:
    """Makes the name rows of places; knows the most prominent place of each main name.

    ``junk`` holds pairs of a key and a GeoNames number, or "" for a name that misleads everywhere but as a
    main name; ``common`` the ordinary words of English; ``first_names`` those of people.
    """

    def __init__(
        self, junk: frozenset[tuple[str, str]], common: frozenset[str], first_names: frozenset[str] = frozenset()
    ) -> None:
        self._junk, self._common, self._first_names = junk, common, first_names
        self._biggest: dict[str, int] = {}

    def note(self, name: str, rank: int) -> None:
        """Remembers how prominent the most prominent place is that has this for its main name."""
        key = name_key(name)
        self._biggest[key] = max(rank, self._biggest.get(key, 0))

    def misleads(self, alternate: str, place: PlaceRow, rank: int) -> bool:
        """Whether an alternate name is a transcript, a code, a word, a first name or a far bigger place's name.

        The alternate names of towns in the United States are mostly those of their post offices a century
        ago: one that shares no word with the name in use misleads.
        """
        key = name_key(alternate)
        if not key or (key, str(place.geonameid)) in self._junk or (key, "") in self._junk:
            return True
        if not alternate.isascii() and not _is_latin(alternate):
            return False
        if alternate[0].islower() and re.split("[ -]", alternate)[0] not in ARTICLES:
            return True
        if len(key) < 3 or (alternate.isupper() and len(alternate) <= 4) or _DIGIT.search(alternate):
            return True
        if self._is_word(key):
            return True
        if place.country_code == "US" and place.name and not set(key.split()) & set(name_key(place.name).split()):
            return True
        return self._biggest.get(key, 0) > rank * (3 if place.capital else 20)

    def _is_word(self, key: str) -> bool:
        """Whether the key is a first name, or is made of ordinary words alone."""
        return key in self._first_names or self._common.issuperset(key.split())

    def rows(
        self, place: PlaceRow, alternates: Iterable[str], *, trusted: bool = False, how: str = "alternate"
    ) -> list[NameRow]:
        """The name, the alternates unless they are not trusted and mislead, and what each also sounds like.

        A division is also known without the word for its kind ("Basra" for "Basra Governorate"), unless
        only a direction is left ("Northern"), which is known with the usual words for a kind alone, or of a
        second-level one an ordinary word ("Park County").
        """
        rank = prominence(place.level, place.population, place.capital)
        seen: set[str] = set()
        found: list[NameRow] = []
        division = place.level in ("admin1", "admin2")
        for count, name in enumerate((place.name, *alternates)):
            key = name_key(name)
            if not key or key in seen or (count and not trusted and self.misleads(name, place, rank)):
                continue
            kind = how if count else "name"
            worth = rank if not count or trusted else rank // 10
            if division:
                bare = bare_division(key)
                if bare.replace(" ", "_") in _DIRECTIONS:
                    forms = [f"{bare} {word}" for word in ("region", "province", "state", "district", "governorate")]
                    seen.update(forms)
                    found += [NameRow(form, place.id, kind, worth, name) for form in forms]
                    continue
                if bare != key and bare not in seen and (place.level == "admin1" or not self._is_word(bare)):
                    seen.add(bare)
                    found.append(
                        NameRow(bare, place.id, "alternate", worth // (1 if place.level == "admin1" else 3), name)
                    )
            seen.add(key)
            found.append(NameRow(key, place.id, kind, worth, name if count else ""))
            if place.country_code in _ROMANISED and place.level in _ROMANISED_LEVELS:
                self._add_romanised(place, name, key, worth, rank, seen, found)
        return found

    def _add_romanised(
        self, place: PlaceRow, name: str, key: str, worth: int, rank: int, seen: set[str], found: list[NameRow]
    ) -> None:
        if place.country_code in _ARABIC:
            bare = without_article(key)
            if bare not in seen and not self.misleads(bare.title(), place, rank):
                seen.add(bare)
                found.append(NameRow(bare, place.id, "alternate", worth, name))
        if key.isascii():
            sound = sound_key(key)
            if sound not in seen:
                seen.add(sound)
                found.append(NameRow(sound, place.id, "sound", worth, name))


def _is_latin(text: str) -> bool:
    letter = next((c for c in text if unicodedata.category(c) in ("Lu", "Ll", "Lt", "Lo")), "a")
    return unicodedata.name(letter, "LATIN").startswith("LATIN")
