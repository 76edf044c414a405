"""Actor mentions and their canonical names.

The modules, each of which imports only what stands above it:

    actor_table   who the actors are and under which names
    named_for     place names that are part of an actor's name
    persons       persons under their full names
    actor_names   where a text writes the actors of the table
    described     actors that a noun describes
    explained     names that the text itself explains
    organisations organisations that the table lacks
    actors        actor mentions and their canonical names
"""
