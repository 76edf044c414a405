"""Files, pasted text, the web -> Article.

The modules, each of which imports only what stands above it:

    dateline the place and the day at the head of a story
    parts    where the parts of a text begin
    formats  text out of web pages, Word, PDF, feeds, archives
    articles files and pasted text -> Article
    web      an article or a feed from its address
    tables   incident tables of ACLED, UCDP GED and GDELT
"""
