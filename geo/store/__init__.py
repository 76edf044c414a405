"""Articles and incidents in a database.

The modules, each of which imports only what stands above it:

    schema        the tables of the database
    rows          records as rows of the database, and back
    sqlite_reader a big SQLite store read by processes of its own
    flat          the database's tables as flat pandas tables
    store         articles and incidents in a database
"""
