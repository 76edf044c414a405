"""Dateline: news articles go in, the incidents that they report come out.

The data flows one way: article, mentions, excerpts, incidents, store, view, export. This table follows it, and so
does the table at the head of each package: a module imports only what stands above it. The dashboard's pages, which
use all of it, are in geo/pages.

    records    the plain records that the other modules pass on
    folders    where the tables under data/ are
    linear     linear models over named features, whose weights are tables
    contract   the JSON that leaves the program
    numbers    quantities in words or figures
    dates      day-level date phrases and the days that they mean
    articles   files, pasted text, the web -> Article
    language   tokens, sentences, entities and parses, on spaCy
    gazetteer  the index of place names, and geocoders
    places     place mentions: their role, and which place they mean
    actors     actor mentions and their canonical names
    casualties deaths and injuries
    triggers   words that report an incident, and of which kind
    links      which of the places and days are the incident's
    parties    whether it happened, who did it to whom, and who says so
    incidents  the excerpts of one article -> Incident
    merging    the same incident told again
    context    what an incident's own words leave to the rest of its article
    reading    all of the above, for one article
    store      articles and incidents in a database
    view       the incidents that a person asked for, as marks, rows, cards and charts
    export     data files, pictures and one-file maps of a view
"""

__version__ = "0.1.0"
