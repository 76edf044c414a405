"""The incidents that a person asked for, as marks, rows, cards and charts.

The modules, each of which imports only what stands above it:

    escape   text made harmless for HTML and Markdown
    symbols  the shape and colour of each kind
    basemap  the vector map below the marks
    generate made-up incidents from a seed, for tests and benchmarks
    filters  what a person asked to see, also as an address and in words
    view     all incidents in memory, and which of them the filters let through
    wording  facts about an incident in words
    timeline the incidents over time
    listing  the incidents as rows of a table
    network  where the actors of a network stand
    clusters the incidents in view as the few groups that a map can show
    map      the marks on a folium map
    cards    one incident as safe HTML
"""
