"""Whether it happened, who did it to whom, and who says so.

The modules, each of which imports only what stands above it:

    plans        what is planned by the words before it
    untrue       whether a sentence says that what it tells is not true
    background   whether what a trigger reports is long past
    status       whether it happened
    voices       who tells it
    coreference  whom "it" and "the rebels" mean
    blame        who did it by a claim or a charge
    unnamed      people and names that no table of actors knows
    passives     who does it and to whom, in passives
    role_words   the verbs and nouns by which roles are told
    role_heads   which nouns act and suffer, by the parse
    nearby_doers who did it where the trigger's own words name nobody
    opponents    who fights whom where the sentence only says between whom
    parties      who acted and who suffered
    charging     whom a phrase holds to have done it
    denials      whether a sentence denies what somebody is said to have done
    attribution  how sure it is who did it
"""
