"""Interop: offers from and to other systems, and what the municipality measures its search with.

`offers_file.py` reads and checks a file without touching the database, `actions.py` brings its offers in, all or none.
`judged_file.py` reads searches that people have judged, `evaluating.py` tells how well the search answers them.
"""
