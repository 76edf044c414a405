"""Words that report an incident, and of which kind.

The modules, each of which imports only what stands above it:

    trigger_table the tables of data/triggers, ready for use
    asked_parties whether who acts and who suffers are whom a trigger asks for
    triggers      words that report an incident, and of which kind
    told_causes   what the text said last of what kills
    kinds         which kind of incident a trigger reports
    aftermath     triggers that only go on with what was told before
    general_talk  totals, habits and counts that are no incidents
    genres        triggers of texts about sport, business, art or food
    figure_table  the table of figures of speech
    figures       triggers that are figures of speech
"""
