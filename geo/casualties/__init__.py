"""Deaths and injuries.

The modules, each of which imports only what stands above it:

    headcounts  people with their number
    ages        numbers that are somebody's age
    hurt_people which people a word of death or injury speaks of
    harm        deaths and injuries as records, added up
    toll_nouns  deaths and injuries that nouns tell
    casualties  deaths and injuries
"""
