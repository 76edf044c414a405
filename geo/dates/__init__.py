"""Day-level date phrases and the days that they mean.

The modules, each of which imports only what stands above it:

    calendar_words the words and phrases that name days
    days           arithmetic on days
    date_context   what the words around a date phrase say
    day_phrases    phrases that name one day
    span_phrases   phrases that name several days, or count from an incident
    dates          date mentions and the days that they mean
    tying          the days of phrases that count from another day
"""
