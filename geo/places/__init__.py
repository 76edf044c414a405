"""Place mentions: their role, and which place they mean.

The modules, each of which imports only what stands above it:

    cues       the word lists of the rules on names
    words      the words of a text as those rules see them
    people     which words are people's names
    candidates everything in a text that may be a place
    evidence   what speaks for and against a candidate
    roles      whether a name means somewhere, or a government, a people, an organisation
    toponyms   place mentions in a text, literal or associative
    relations  "north of X", "near X", "the X-Y border"
    sites      streets and buildings placed by the town named with them
    home       where the publisher of an article is at home
    meanings   what each name of a document may mean, and what speaks for it
    longer     names of which the gazetteer knows only a part
    support    how likely the place that a name was taken for is right
    strays     names taken for a place far from all else in the text
    resolve    which place a toponym means
    facilities towns that tell at which facility something happened
    makes      what weapons, aircraft and vehicles are called
"""
