"""The same incident told again.

The modules, each of which imports only what stands above it:

    merge_words   the tables of kinds and words by which reports are joined
    telling       how a passage speaks of its incident: as new, as told before
    shared_words  what the words of two reports have in common
    sameness      evidence that two reports tell one incident
    answer_words  what a sentence says of who did it
    owning        what a party tells of its own deed
    answers       who did it, told in sentences of their own
    joining       two reports of one incident as one
    tolls         deaths and injuries told in sentences of their own
    toll_reports  reports that only count who was hurt in another incident
    day_counts    days that count from another incident
    other_clauses days and places of a report that another clause tells of another
    one_sentence  whether two reports of one sentence tell one incident
    details       whether a passage tells more of an incident: its day, town or street
    crowd_control what forces did to a crowd that was told of right before
    pointing      what points back, without the days and places of other clauses
    antecedents   whether words that point back may mean an incident told before
    retold        whether a passage tells an incident again that its article told before
    summaries     leads that only sum up what is told one by one
    merge         the same incident told twice in one article -> one Incident
    across        the same incident told by two articles -> one Incident
"""
