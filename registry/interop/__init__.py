"""Interop: offers from and to other systems. So far the import of the JSON format `offers/1`.

`offers_file.py` reads and checks a file without touching the database, `actions.py` brings its offers in, all or none.
"""
