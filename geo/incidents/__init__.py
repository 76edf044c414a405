"""The excerpts of one article -> Incident.

The modules, each of which imports only what stands above it:

    confidence how likely an incident is right
    grouping   which triggers of a sentence tell one incident
    sharing    which incident of a sentence its dead and wounded are of
    incidents  the excerpts of one article -> Incident
    hamlets    where a place lies that the gazetteer lacks
"""
