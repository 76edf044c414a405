"""A main verb that was read as a participle is put right, and only that."""

from geo.language.finite_verbs import Parse, mend


def build(text: str) -> Parse:
    """A parse from word/tag/head's number from 1 (0 for the root)/label."""
    rows = [word.rsplit("/", 3) for word in text.split()]
    return Parse(
        [row[0] for row in rows],
        [row[1] for row in rows],
        [row[3] for row in rows],
        [int(row[2]) - 1 if row[2] != "0" else number for number, row in enumerate(rows)],
    )


def relation(parse: Parse, word: str) -> tuple[str, str, str]:
    index = parse.words.index(word)
    return parse.tags[index], parse.labels[index], parse.words[parse.heads[index]]


def test_participle_below_a_headless_noun_becomes_the_main_verb():
    parse = build(
        "A/DT/2/det strike/NN/0/ROOT near/IN/5/case the/DT/5/det airport/NN/2/nmod killed/VBN/5/acl "
        "Saleh/NNP/6/obl:agent on/IN/9/case Friday/NNP/6/obl ././2/punct"
    )
    assert mend(parse)
    assert relation(parse, "killed") == ("VBD", "ROOT", "killed")
    assert relation(parse, "strike") == ("NN", "nsubj", "killed")
    assert relation(parse, "Saleh") == ("NNP", "obj", "killed")
    assert relation(parse, ".") == (".", "punct", "killed")


def test_finite_verb_without_a_subject_takes_the_noun_before_it():
    parse = build(
        "Men/NNS/0/ROOT armed/VBN/1/acl with/IN/4/case knives/NNS/2/obl fled/VBD/2/advcl in/IN/7/case "
        "May/NNP/2/obl ././1/punct"
    )
    assert mend(parse)
    assert relation(parse, "fled") == ("VBD", "ROOT", "fled")
    assert relation(parse, "Men") == ("NNS", "nsubj", "fled")
    assert relation(parse, "armed") == ("VBN", "acl", "Men")
    assert relation(parse, "May") == ("NNP", "obl", "fled")


def test_clause_below_a_verb_of_speech_keeps_its_relation():
    parse = build(
        "Bombs/NNS/5/ccomp wounded/VBN/1/acl two/CD/2/obj ,/,/5/punct said/VBD/0/ROOT police/NNS/5/nsubj ././5/punct"
    )
    assert mend(parse)
    assert relation(parse, "wounded") == ("VBD", "ccomp", "said")
    assert relation(parse, "Bombs") == ("NNS", "nsubj", "wounded")


def test_participle_that_heads_the_clause_gives_way_to_the_finite_verb():
    parse = build(
        "Here/RB/4/advmod ,/,/4/punct men/NNS/4/nsubj guarding/VBG/0/ROOT Aram/NNP/4/obj died/VBD/4/advcl "
        "Friday/NNP/6/obl:unmarked ././4/punct"
    )
    assert mend(parse)
    assert relation(parse, "died") == ("VBD", "ROOT", "died")
    assert relation(parse, "men") == ("NNS", "nsubj", "died")
    assert relation(parse, "guarding") == ("VBG", "acl", "men")
    assert relation(parse, "Aram") == ("NNP", "obj", "guarding")
    assert relation(parse, "Here") == ("RB", "advmod", "died")


def test_participle_with_an_active_subject_is_past_tense():
    parse = build("The/DT/2/det truce/NN/3/nsubj collapsed/VBN/0/ROOT ././3/punct")
    assert mend(parse)
    assert relation(parse, "collapsed") == ("VBD", "ROOT", "collapsed")


def test_sound_clauses_stay_as_they_are():
    for text in (
        "Men/NNS/4/nsubj killed/VBN/1/acl there/RB/2/advmod slept/VBD/0/ROOT ././4/punct",
        "Five/CD/2/nummod men/NNS/0/ROOT killed/VBN/2/acl in/IN/5/case raid/NN/3/obl",
        "A/DT/2/det town/NN/0/ROOT held/VBN/2/acl by/IN/5/case rebels/NNS/3/obl:agent ././2/punct",
        "It/PRP/4/nsubj was/VBD/4/cop a/DT/4/det raid/NN/0/ROOT planned/VBN/4/acl there/RB/5/advmod ././4/punct",
        "Men/NNS/3/nsubj:pass were/VBD/3/aux:pass killed/VBN/0/ROOT ././3/punct",
    ):
        parse = build(text)
        assert not mend(parse)
        assert parse == build(text)


def test_relative_clause_headed_by_its_subject_gets_its_verb():
    parse = build(
        "They/PRP/2/nsubj mourn/VBP/0/ROOT the/DT/4/det man/NN/2/obj whom/WP/7/nsubj a/DT/7/det drone/NN/4/acl:relcl "
        "killed/VBN/7/acl in/IN/10/case Iraq/NNP/8/obl ././2/punct"
    )
    assert mend(parse)
    assert relation(parse, "killed") == ("VBD", "acl:relcl", "man")
    assert relation(parse, "drone") == ("NN", "nsubj", "killed")
    assert relation(parse, "whom") == ("WP", "obj", "killed")
    assert relation(parse, "Iraq") == ("NNP", "obl", "killed")
