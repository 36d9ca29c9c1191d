"""The vocabulary as administrators edit it: lists, an entry's form, what a change would do, and a file of all.

Nothing here decides what an edit is: that is `registry.vocabulary.edits`, and `registry.overlay` lays edits over the
package's data. `kinds.py` says which entries there are to edit and which fields they have; `forms.py` makes edits of
what was typed; `preview.py` reads searches and live offers with the words as they are and as they would be, those that
`touching.py` can't rule out; `removing.py` says what may be gone again; `export.py` writes the package's own files with
the edits in them.
"""
