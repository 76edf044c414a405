"""Sentences in the manner of news agencies with their trees and names, made by a small grammar.

The treebanks hold little of "a strike near X killed two people in Y on Friday, the army said". Mixed among them, such
sentences teach the verbs of conflict, which verb is the main one, and that whoever is "Mr" or "said" is a person.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from corpora import Sentence
from widen import AGENCIES, Pools, organisation, person, place


@dataclass
class Node:
    """A word with its dependents before and after it."""

    word: str
    tag: str
    label: str = "dep"
    before: list[Node] = field(default_factory=list)
    after: list[Node] = field(default_factory=list)
    name: str = ""

    def as_(self, label: str) -> Node:
        """The same node in another relation."""
        self.label = label
        return self


TRANSITIVE = """kill/killed/killed wound/wounded/wounded attack/attacked/attacked injure/injured/injured hit/hit/hit
strike/struck/struck bomb/bombed/bombed shell/shelled/shelled storm/stormed/stormed seize/seized/seized
capture/captured/captured abduct/abducted/abducted kidnap/kidnapped/kidnapped ambush/ambushed/ambushed
target/targeted/targeted
destroy/destroyed/destroyed arrest/arrested/arrested detain/detained/detained shoot/shot/shot raid/raided/raided
burn/burned/burned retake/retook/retaken execute/executed/executed behead/beheaded/beheaded overrun/overran/overrun
rape/raped/raped torture/tortured/tortured release/released/released loot/looted/looted besiege/besieged/besieged"""
PAST_TO_PARTICIPLE = {word.split("/")[1]: word.split("/")[2] for word in TRANSITIVE.split()}
INTRANSITIVE = """clash/clashed flee/fled die/died march/marched rally/rallied protest/protested surrender/surrendered
withdraw/withdrew gather/gathered advance/advanced fight/fought retreat/retreated"""
BLASTS = """explode/exploded detonate/detonated erupt/erupted occur/occurred"""
PEOPLE = """people soldiers civilians gunmen militants rebels police insurgents protesters villagers troops fighters
officers worshippers students miners women children migrants journalists policemen attackers demonstrators residents
workers"""
SINGLE = (
    """man woman soldier teenager policeman gunman bomber journalist farmer commander teacher militant student driver"""
)
ATTACKS = """strike attack raid explosion blast bombing assault ambush shelling airstrike clash shooting earthquake
fire flood"""
MODIFIERS = """air drone suicide car bomb missile rocket mortar militant rebel gun roadside truck"""
ADJECTIVES = (
    """suspected masked armed Islamist government unidentified heavily-armed pro-government local foreign unarmed"""
)
SITES = """village town market mosque checkpoint base school hospital district province region outskirts border camp
prison church airport convoy bus station square restaurant hotel"""
DIRECTIONS = "northern southern eastern western central northeastern southwestern"
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
MONTHS = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec. January December"
SPEAKERS = "officials police witnesses residents authorities activists medics"
BODIES = "military army ministry government police embassy"
TITLES = (
    "Mr. Mrs. Ms. Dr. Gen. Col. Capt. Mr Mrs Ms President Minister Senator Maj. Gen. Judge Sheikh commander Prof. Mayor"
)
NUMBERS = "two three four five six seven eight nine ten 11 12 13 15 20 27 30 42 60 100 300"
HELPERS = "helicopters warplanes tanks artillery Turkey Iran allies drones jets police"
DONE = """parked/outside parked/near hidden/in planted/in planted/near fired/from fired/at launched/from injured/in
wounded/in killed/in trapped/in held/in based/in stationed/near detained/in displaced/from captured/in arrested/in
hit/by buried/in aimed/at sent/to dropped/on"""
DOING = "targeting carrying guarding fleeing protecting attacking defending opposing besieging escorting hunting"
TOOLS = "machetes rifles knives rockets explosives guns stones sticks"
LEANINGS = "loyal/to close/to angry/at opposed/to allied/to linked/to sympathetic/to faithful/to"
VOWS = "vowed threatened pledged tried planned wanted attempted prepared promised"
VERBS_OF_SPEECH = "said announced reported added claimed confirmed stated"


class Grammar:
    """Makes sentences with the names of the pools, by chance."""

    def __init__(self, pools: Pools, split: Callable[[str], list[str]], chance: random.Random) -> None:
        self.pools, self.split, self.chance = pools, split, chance
        self.depth = 0

    def pick(self, words: str) -> str:
        """One of the words."""
        return self.chance.choice(words.split())

    def maybe(self, probability: float) -> bool:
        """True that often."""
        return self.chance.random() < probability

    def sentence(self) -> Sentence:
        """One sentence with tree and names."""
        root = self.report() if self.maybe(0.4) else self.event()
        if not self.maybe(0.1):
            root.after.append(Node(".", ".", "punct"))
        return self.flat(root.as_("ROOT"))

    # ------------------------------------------------------------------ names
    def named(self, text: str, kind: str, flat: bool = False, tag: str = "NNP") -> Node:
        """A name as a tree: head first for people, head last for others; hyphens hang on the word before."""
        words = self.split(text)
        head = 0 if flat else len(words) - 1
        nodes = [
            Node(w, "HYPH" if w == "-" else "POS" if w == "'s" else "IN" if w == "of" else tag, name=kind)
            for w in words
        ]
        top = nodes[head]
        for node in nodes[:head]:
            top.before.append(node.as_("punct" if node.word == "-" else "compound"))
        for node in nodes[head + 1 :]:
            top.after.append(node.as_("punct" if node.word == "-" else "flat"))
        return top

    def town(self) -> Node:
        """A town, now and then with its country as an apposition."""
        node = self.named(place(self.pools, self.chance), "LOC")
        if self.maybe(0.2):
            land = self.named(self.chance.choice(self.pools.countries), "LOC").as_("appos")
            land.before.insert(0, Node(",", ",", "punct"))
            node.after.append(land)
            if self.maybe(0.5):
                node.after.append(Node(",", ",", "punct"))
        return node

    def someone(self) -> Node:
        """A person, often with a title."""
        node = self.named(person(self.chance.choice((1, 1, 2, 2, 3)), self.pools, self.chance), "PERSON", flat=True)
        if self.maybe(0.45):
            title = self.pick(TITLES)
            node.before.insert(0, Node(title, "NN" if title[0].islower() else "NNP", "nmod:desc"))
        return node

    def body(self) -> Node:
        """An organisation."""
        node = self.named(organisation(self.pools, self.chance), "ORG")
        if self.maybe(0.4) and not node.word.startswith("al"):
            node.before.insert(0, Node("the", "DT", "det"))
        return node

    # ------------------------------------------------------------------ nouns
    def some(self) -> Node:
        """Some people: "at least five soldiers", "Islamist rebels", "12 civilians"."""
        node = Node(self.pick(PEOPLE), "NNS")
        if self.maybe(0.65):
            number = Node(self.pick(NUMBERS), "CD", "nummod")
            if self.maybe(0.3):
                number.before.append(Node("least", "JJS", "nmod", [Node("at", "IN", "case")]))
            elif self.maybe(0.2):
                number.before.append(Node("more", "JJR", "advmod", after=[Node("than", "IN", "fixed")]))
            node.before.append(number)
        if self.maybe(0.3):
            node.before.append(Node(self.pick(ADJECTIVES), "JJ", "amod"))
        if self.maybe(0.15):
            node.before.append(self.named(organisation(self.pools, self.chance), "ORG").as_("compound"))
        if self.maybe(0.12):
            site = Node(self.pick(ATTACKS), "NN", "obl", [Node("in", "IN", "case"), Node("the", "DT", "det")])
            node.after.append(Node("killed", "VBN", "acl", after=[site]))
        return node

    def single(self) -> Node:
        """One person of no name: "a policeman"."""
        return Node(self.pick(SINGLE), "NN", before=[Node("a", "DT", "det")])

    def agent(self) -> Node:
        """Who does it."""
        kind = self.chance.random()
        if kind < 0.55:
            return self.some()
        if kind < 0.8:
            return self.body()
        return self.someone() if kind < 0.9 else self.single()

    def victim(self) -> Node:
        """To whom it is done."""
        kind = self.chance.random()
        if kind < 0.5:
            return self.some()
        if kind < 0.65:
            return self.single()
        if kind < 0.85:
            return self.site()
        node = self.someone()
        if self.maybe(0.5):
            post = Node(self.chance.choice(("head", "leader", "commander")), "NN", "appos")
            of = self.body().as_("nmod")
            of.before.insert(0, Node("of", "IN", "case"))
            post.before += [Node(",", ",", "punct"), Node("the", "DT", "det")]
            post.after += [of, Node(",", ",", "punct")]
            node.after.append(post)
        return node

    def site(self) -> Node:
        """A site without a name or beside one: "a market in X", "X's airport", "the town of X"."""
        node = Node(self.pick(SITES), "NN")
        kind = self.chance.random()
        if kind < 0.25:
            owner = self.named(place(self.pools, self.chance), "LOC").as_("nmod:poss")
            owner.after.append(Node("'s", "POS", "case"))
            node.before.append(owner)
            if self.maybe(0.3):
                node.before.append(Node(self.chance.choice(("international", "main", "central")), "JJ", "amod"))
            return node
        node.before.append(Node(self.chance.choice(("a", "the")), "DT", "det"))
        if self.maybe(0.2):
            node.before.append(Node(self.pick(DIRECTIONS), "JJ", "amod"))
        if self.maybe(0.5):
            town = self.town().as_("nmod")
            town.before.insert(0, Node(self.chance.choice(("of", "in", "near", "outside", "of")), "IN", "case"))
            node.after.append(town)
        return node

    def deed(self) -> Node:
        """An attack as a noun: "a suicide car bombing"."""
        node = Node(self.pick(ATTACKS), "NN", before=[Node(self.chance.choice(("a", "the", "a")), "DT", "det")])
        if self.maybe(0.25):
            land = self.chance.choice(("U.S.", "Iranian", "Russian", "Israeli", "Turkish", "Saudi", "French"))
            kind = "LOC" if land == "U.S." else "NORP"
            node.before.append(
                Node(land, "NNP" if kind == "LOC" else "JJ", "compound" if kind == "LOC" else "amod", name=kind)
            )
        if node.word == "earthquake" and self.maybe(0.5):
            strength = Node(f"{self.chance.randint(3, 8)}.{self.chance.randint(0, 9)}", "CD", "nummod")
            node.before.append(Node("magnitude", "NN", "compound", after=[strength]))
        for _ in range(self.chance.choice((0, 1, 1, 2))):
            node.before.append(Node(self.pick(MODIFIERS), "NN", "compound"))
        if self.maybe(0.5):
            node.after.append(self.where("nmod"))
        elif self.maybe(0.3):
            doer = self.agent().as_("nmod")
            doer.before.insert(0, Node("by", "IN", "case"))
            node.after.append(doer)
        return node

    def gerund(self) -> Node:
        """Fighting as a noun without an article: "Clashes between the army and rebels in X"."""
        word, tag = self.chance.choice(
            (("fighting", "NN"), ("shelling", "NN"), ("clashes", "NNS"), ("fierce fighting", "NN"))
        )
        *quality, noun = word.split()
        node = Node(noun, tag, before=[Node(q, "JJ", "amod") for q in quality])
        kind = self.chance.random()
        if kind < 0.45:
            one, two = self.agent().as_("nmod"), self.agent().as_("conj")
            one.before.insert(0, Node("between", "IN", "case"))
            two.before.insert(0, Node("and", "CC", "cc"))
            one.after.append(two)
            node.after.append(one)
        elif kind < 0.7:
            doer = self.agent().as_("nmod")
            doer.before.insert(0, Node("by", "IN", "case"))
            node.after.append(doer)
        if self.maybe(0.5):
            node.after.append(self.where("nmod"))
        return node

    def described(self, node: Node, probability: float = 0.3) -> Node:
        """The noun, now and then with a participle or a clause after it: "troops backed by tanks"."""
        if node.name or not self.maybe(probability):
            return node
        kind = self.chance.random()
        if kind < 0.2:
            helper = self.pick(HELPERS)
            tag = "NNP" if helper[0].isupper() else "NN" if helper in ("artillery", "police") else "NNS"
            by = Node(helper, tag, "obl:agent", [Node("by", "IN", "case")], name="LOC" if tag == "NNP" else "")
            verb = Node(
                self.chance.choice(("backed", "supported", "led", "armed", "trained")), "VBN", "acl", after=[by]
            )
        elif kind < 0.5:
            word, preposition = self.pick(DONE).split("/")
            place_of = (self.agent() if preposition == "by" else self.site() if self.maybe(0.6) else self.town()).as_(
                "obl:agent" if preposition == "by" else "obl"
            )
            if preposition == "in" and self.maybe(0.4):
                place_of = Node(self.pick(ATTACKS), "NN", "obl", [Node("the", "DT", "det")])
            place_of.before.insert(0, Node(preposition, "IN", "case"))
            verb = Node(word, "VBN", "acl", after=[place_of])
        elif kind < 0.65:
            verb = Node(
                self.pick(DOING), "VBG", "acl", after=[(self.site() if self.maybe(0.5) else self.some()).as_("obj")]
            )
        elif kind < 0.75:
            verb = Node(
                "armed", "VBN", "acl", after=[Node(self.pick(TOOLS), "NNS", "obl", [Node("with", "IN", "case")])]
            )
        elif kind < 0.88:
            word, preposition = self.pick(LEANINGS).split("/")
            to = (self.body() if self.maybe(0.6) else self.someone()).as_("obl")
            to.before.insert(0, Node(preposition, "IN", "case"))
            verb = Node(word, "JJ", "amod", after=[to])
        else:
            person_like = node.tag == "NNS" or node.word in SINGLE.split()
            who = Node("who" if person_like else "which", "WP" if person_like else "WDT", "nsubj")
            commas = [] if self.maybe(0.5) else [Node(",", ",", "punct")]
            verb = Node(self.pick(TRANSITIVE).split("/")[1], "VBD", "acl:relcl", [*commas, who])
            verb.after.append(self.some().as_("obj"))
            if commas:
                verb.after.append(Node(",", ",", "punct"))
        node.after.append(verb)
        return node

    # ------------------------------------------------------------------ adverbials
    def where(self, label: str = "obl") -> Node:
        """A place with its preposition."""
        node = (self.site() if self.maybe(0.4) else self.town()).as_(label)
        if node.name and self.maybe(0.2):
            node.before.insert(0, Node(self.pick(DIRECTIONS), "JJ", "amod"))
        node.before.insert(0, Node(self.chance.choice(("in", "in", "in", "near", "at", "outside", "on")), "IN", "case"))
        return node

    def when(self) -> Node:
        """A day."""
        kind = self.chance.random()
        if kind < 0.2:
            early = [Node(self.chance.choice(("early", "late")), "JJ", "amod")] if self.maybe(0.3) else []
            return Node(self.pick(DAYS), "NNP", "obl:unmarked", early)
        if kind < 0.3:
            return Node("yesterday", "NN", "obl:unmarked")
        if kind < 0.45:
            return Node(
                self.pick(MONTHS),
                "NNP",
                "obl",
                [Node("on", "IN", "case")],
                [Node(str(self.chance.randint(1, 30)), "CD", "nummod")],
            )
        early = [Node(self.chance.choice(("early", "late", "last")), "JJ", "amod")] if self.maybe(0.2) else []
        return Node(self.pick(DAYS), "NNP", "obl", [Node("on", "IN", "case"), *early])

    def adverbials(self, verb: Node) -> None:
        """Hangs where and when on the verb, in either order."""
        parts = [self.where()] if self.maybe(0.6) else []
        parts += [self.when()] if self.maybe(0.6) else []
        self.chance.shuffle(parts)
        verb.after += parts
        if self.maybe(0.08):
            source = (self.body() if self.maybe(0.5) else Node(self.pick(SPEAKERS), "NNS")).as_("obl")
            source.before.insert(0, Node("according", "VBG", "case", after=[Node("to", "IN", "fixed")]))
            source.before.insert(0, Node(",", ",", "punct"))
            verb.after.append(source)
        elif self.depth < 1 and self.maybe(0.12):
            self.depth += 1
            clause = self.event().as_("advcl")
            self.depth -= 1
            word = self.chance.choice(("after", "when", "as", "while", "after"))
            clause.before.insert(
                0, Node(word, "WRB" if word == "when" else "IN", "advmod" if word == "when" else "mark")
            )
            verb.after.append(clause)

    def consequence(self) -> Node:
        """ "…, killing five people and wounding ten others"; "…, leaving two dead"."""
        if self.maybe(0.15):
            dead = Node(self.chance.choice(("dead", "wounded", "homeless")), "JJ", "xcomp")
            return Node("leaving", "VBG", "advcl", [Node(",", ",", "punct")], [self.some().as_("obj"), dead])
        verb = Node(
            self.chance.choice(("killing", "wounding", "injuring", "destroying")),
            "VBG",
            "advcl",
            [Node(",", ",", "punct")],
        )
        verb.after.append(self.some().as_("obj"))
        if self.maybe(0.4):
            others = Node("others", "NNS", "obj", [Node(self.pick(NUMBERS), "CD", "nummod")])
            second = Node(
                self.chance.choice(("wounding", "injuring")), "VBG", "conj", [Node("and", "CC", "cc")], [others]
            )
            verb.after.append(second)
        return verb

    # ------------------------------------------------------------------ clauses
    def event(self) -> Node:
        """A clause that tells what happened; its verb is its head."""
        kind = self.chance.random()
        if kind < 0.25:
            return self.active(self.described(self.deed()), human=False)
        if kind < 0.32:
            return self.active(self.gerund(), human=False)
        if kind < 0.52:
            return self.active(self.described(self.agent()), human=True)
        if kind < 0.72:
            return self.passive()
        if kind < 0.8:
            return self.blast()
        if kind < 0.87:
            return self.moving()
        return self.phrase() if kind < 0.94 else self.vow()

    def phrase(self) -> Node:
        """Verbs of more than one word: "set fire to", "opened fire on", "shot down", "claimed responsibility for"."""
        subject = self.described(self.agent()).as_("nsubj")
        kind = self.chance.random()
        if kind < 0.6:
            past, noun, preposition = self.chance.choice(
                (
                    ("set", "fire", "to"),
                    ("opened", "fire", "on"),
                    ("claimed", "responsibility", "for"),
                    ("took", "control", "of"),
                )
            )
            goal = (self.deed() if preposition == "for" else self.site() if self.maybe(0.6) else self.some()).as_("obl")
            goal.before.insert(0, Node(preposition, "IN", "case"))
            verb = Node(past, "VBD", before=[subject], after=[Node(noun, "NN", "obj")])
            if preposition in ("for", "of"):
                verb.after[0].after.append(goal.as_("nmod"))
            else:
                verb.after.append(goal)
        elif kind < 0.8:
            thing = Node(
                self.chance.choice(("helicopter", "jet", "plane", "drone")), "NN", "obj", [Node("a", "DT", "det")]
            )
            if self.maybe(0.4):
                thing.before.append(Node(self.pick(ADJECTIVES), "JJ", "amod"))
            verb = Node("shot", "VBD", before=[subject], after=[Node("down", "RP", "compound:prt"), thing])
        else:
            bomber = Node("bomber", "NN", "nsubj", [Node("a", "DT", "det"), Node("suicide", "NN", "compound")])
            himself = Node("himself", "PRP", "obj")
            verb = Node("blew", "VBD", before=[bomber], after=[himself, Node("up", "RP", "compound:prt")])
        self.adverbials(verb)
        return verb

    def vow(self) -> Node:
        """What somebody means to do, denies or is accused of: "vowed to attack", "accused X of killing Y"."""
        subject = self.described(self.agent()).as_("nsubj")
        base = self.pick(TRANSITIVE).split("/")[0]
        kind = self.chance.random()
        if kind < 0.6:
            deed = Node(base, "VB", "xcomp", [Node("to", "TO", "mark")], [self.victim().as_("obj")])
            verb = Node(self.pick(VOWS), "VBD", before=[subject], after=[deed])
        else:
            doing = Node(self.chance.choice(("killing", "attacking", "bombing", "shelling", "burning")), "VBG", "advcl")
            doing.before.append(Node("of", "IN", "mark"))
            doing.after.append(self.victim().as_("obj"))
            whom = self.agent().as_("obj")
            verb = Node("accused", "VBD", before=[subject], after=[whom, doing])
        return verb

    def active(self, subject: Node, human: bool) -> Node:
        """ "Gunmen stormed a base in X and killed five soldiers"."""
        _, past, participle = self.pick(TRANSITIVE).split("/")
        perfect = (
            [Node("have" if subject.tag == "NNS" else "has", "VBP" if subject.tag == "NNS" else "VBZ", "aux")]
            if self.maybe(0.1)
            else []
        )
        verb = Node(
            participle if perfect else past, "VBN" if perfect else "VBD", before=[subject.as_("nsubj"), *perfect]
        )
        verb.after.append((self.victim() if human or self.maybe(0.5) else self.some()).as_("obj"))
        self.adverbials(verb)
        if human and self.maybe(0.25):
            second = Node(
                self.pick(TRANSITIVE).split("/")[1], "VBD", "conj", [Node("and", "CC", "cc")], [self.some().as_("obj")]
            )
            verb.after.append(second)
        elif self.maybe(0.25):
            verb.after.append(self.consequence())
        return verb

    def passive(self) -> Node:
        """ "Five people were killed in an attack by rebels"."""
        victim = self.described(self.victim(), 0.15).as_("nsubj:pass")
        be = Node("were" if victim.tag == "NNS" else "was", "VBD", "aux:pass")
        verb = Node(self.pick(TRANSITIVE).split("/")[2], "VBN", before=[victim, be])
        if self.maybe(0.15):
            verb.before.insert(2, Node("not", "RB", "advmod"))
        if self.maybe(0.35):
            by = self.agent().as_("obl:agent")
            by.before.insert(0, Node("by", "IN", "case"))
            verb.after.append(by)
        elif self.maybe(0.5):
            deed = self.deed().as_("obl")
            deed.before[0].word = deed.before[0].word.lower()
            deed.before.insert(0, Node("in", "IN", "case"))
            verb.after.append(deed)
        self.adverbials(verb)
        return verb

    def blast(self) -> Node:
        """ "A car bomb exploded in X on Friday, killing two people"."""
        verb = Node(self.pick(BLASTS).split("/")[1], "VBD", before=[self.described(self.deed()).as_("nsubj")])
        self.adverbials(verb)
        if self.maybe(0.5):
            verb.after.append(self.consequence())
        return verb

    def moving(self) -> Node:
        """ "Hundreds of protesters marched in X"; "Rebels will withdraw from X on Monday"."""
        base, past = self.pick(INTRANSITIVE).split("/")
        if self.maybe(0.3):
            modal = Node(self.chance.choice(("will", "may", "could", "would")), "MD", "aux")
            verb = Node(base, "VB", before=[self.described(self.agent()).as_("nsubj"), modal])
        else:
            verb = Node(past, "VBD", before=[self.described(self.agent()).as_("nsubj")])
        self.adverbials(verb)
        return verb

    def report(self) -> Node:
        """An event with whoever says so, before or after it."""
        event = self.event().as_("ccomp")
        subject = next((n for n in event.before if n.label == "nsubj"), None)
        own = subject is not None and event.tag == "VBD" and event.word in PAST_TO_PARTICIPLE and self.maybe(0.2)
        if own and subject is not None:
            event.before = [Node(self.chance.choice(("it", "they", "he")), "PRP", "nsubj"), Node("had", "VBD", "aux")]
            event.word, event.tag = PAST_TO_PARTICIPLE[event.word], "VBN"
        speaker = self.speaker().as_("nsubj")
        verb = Node(self.pick(VERBS_OF_SPEECH), "VBD")
        if self.maybe(0.5) and not own:
            verb.before = [event, Node(",", ",", "punct")]
            (verb.before if self.maybe(0.75) else verb.after).append(speaker)
        else:
            verb.before = [speaker]
            if self.maybe(0.4):
                event.before.insert(0, Node("that", "IN", "mark"))
            if self.maybe(0.3):
                verb.after.append(self.when())
            verb.after.append(event)
        return verb

    def speaker(self) -> Node:
        """Who says so."""
        kind = self.chance.random()
        if kind < 0.45:
            node = self.someone()
            if self.maybe(0.3):
                post = Node(self.chance.choice(("spokesman", "spokeswoman", "lawyer", "official")), "NN", "appos")
                body = self.body().as_("nmod")
                body.before.insert(0, Node(self.chance.choice(("for", "of")), "IN", "case"))
                post.before += [Node(",", ",", "punct"), Node("a", "DT", "det")]
                post.after += [body, Node(",", ",", "punct")]
                node.after.append(post)
            return node
        if kind < 0.7:
            return Node(self.pick(SPEAKERS), "NNS")
        if kind < 0.8:
            return Node(self.pick(BODIES), "NN", before=[Node("the", "DT", "det")])
        return self.body() if kind < 0.95 else Node(self.chance.choice(AGENCIES), "NNP", name="ORG")

    # ------------------------------------------------------------------ from tree to sentence
    def flat(self, root: Node) -> Sentence:
        """The tree's words in their order, with heads, labels and names."""
        order: list[Node] = []
        heads: dict[int, Node] = {}

        def walk(node: Node) -> None:
            for child in (*node.before, *node.after):
                heads[id(child)] = node
            for child in node.before:
                walk(child)
            order.append(node)
            for child in node.after:
                walk(child)

        walk(root)
        order = [
            node
            for node, following in zip(order, [*order[1:], root], strict=True)
            if not node.word == following.word == ","
        ]
        while order and order[-1].word == ",":
            order.pop()
        if len(order) > 1 and order[-1].word == "." and order[-2].word == ",":
            order.pop(-2)
        place_of = {id(node): index for index, node in enumerate(order)}
        entities: list[tuple[int, int, str]] = []
        for index, node in enumerate(order):
            if not node.name:
                continue
            above = heads.get(id(node))
            beside = entities and entities[-1][1] == index and entities[-1][2] == node.name
            previous = order[index - 1] if index else None
            same = previous is not None and (previous is above or heads.get(id(previous)) in (node, above))
            if (
                beside
                and same
                and node.label in ("compound", "flat", "punct")
                or (beside and previous is not None and heads.get(id(previous)) is node)
            ):
                entities[-1] = (entities[-1][0], index + 1, node.name)
            else:
                entities.append((index, index + 1, node.name))
        words = [node.word for node in order]
        words[0] = words[0][:1].upper() + words[0][1:]
        following = [*words[1:], ""]
        return Sentence(
            words=tuple(words),
            spaces=tuple(
                w not in (".", ",", "'s", "-") and word != "-" for word, w in zip(words, following, strict=True)
            ),
            tags=tuple(node.tag for node in order),
            lemmas=tuple(words),
            heads=tuple(place_of[id(heads.get(id(node), node))] for node in order),
            labels=tuple(node.label for node in order),
            entities=tuple(entities),
            source="grammar",
        )
