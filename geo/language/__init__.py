"""Tokens, sentences, entities and parses, on spaCy.

The modules, each of which imports only what stands above it:

    sentences     where the sentences of a text start
    known_names   the lists of names that come with the language model
    word_uses     the company, capitals and rarity of words
    name_features what the entity net sees of each word
    name_net      the entity net, and the names that its tags spell
    entity_rules  buildings and events among the entities
    finite_verbs  main verbs that the parser read as participles
    lemmas        base forms and parts of speech
    language      spaCy: tokens, sentences, entities and, where wanted, parses
    syntax        questions to a parse, the same for every label scheme
"""
