"""Which of the places and days are the incident's.

The modules, each of which imports only what stands above it:

    standing     how the places of a sentence stand to a trigger
    surroundings the words around a place, and between it and a trigger
    paths        the way in the parse from a place to a trigger
    rivals       what the other places of the sentence say about one
    attachment   all that speaks for a place being a trigger's
    links        which place the text attaches to a trigger
    guesses      names that stand as places and that nobody knows
    timing       which day the text attaches to a trigger
"""
