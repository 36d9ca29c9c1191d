"""Interop: offers from and to other systems and spreadsheets, and what the municipality measures its search with.

`offers_file.py` reads and checks a file of the format `offers/1` without touching the database; `table_file.py` reads a
.csv or .xlsx, `columns.py` and `cells.py` say what its columns and cells mean, and `offers_table.py` makes rows of
`offers/1` of them, so that there is one place that checks. `actions.py` brings offers in, all or none.
`judged_file.py` reads searches that people have judged, `evaluating.py` tells how well the search answers them.
"""
