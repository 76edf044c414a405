"""What an incident's own words leave to the rest of its article.

The modules, each of which imports only what stands above it:

    pointers    which place "there" and "the town" mean
    vicinity    in which parts a village lies that nothing beside it holds
    whereabouts which places of a passage tell where it plays
    tellers     where those live or were who tell of an incident
    scene       the place of an incident whose own words name none
    story_days  the day of an incident whose own words name none
    one_army    actors of one incident that are one and the same
    implied     actors that the kind of an incident implies
"""
