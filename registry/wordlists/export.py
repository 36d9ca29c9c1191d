"""The vocabulary as files of the package's format: what is edited here can become a package's data, word for word."""

from __future__ import annotations

import io
import zipfile

import tomli_w
from sqlalchemy.orm import Session

from registry import overlay, vocabulary
from registry.vocabulary import edits
from registry.vocabulary.loader import DATA
from registry.vocabulary.loader_sentences import SENTENCES

#: What stands on top of each file.
_HEAD = "# Skrevet af Sammen, med de rettelser, der er lavet i produktet.\n\n"
_MOMENT = (2026, 1, 1, 0, 0, 0)


def names() -> list[str]:
    """Return the names of the files."""
    return list(vocabulary.packaged_documents())


def file(db: Session, name: str) -> str | None:
    """Return one file with the edits in it, None where the package has no such file."""
    documents = edits.laid_over(vocabulary.packaged_documents(), overlay.state(db).sound)
    return _HEAD + tomli_w.dumps(documents[name]) if name in documents else None


def archive(db: Session) -> bytes:
    """Return all the files in a zip archive; the same edits give the same bytes."""
    documents = edits.laid_over(vocabulary.packaged_documents(), overlay.state(db).sound)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, document in documents.items():
            archived.writestr(zipfile.ZipInfo(name, _MOMENT), _HEAD + tomli_w.dumps(document))
        for name in SENTENCES:  # nobody edits them here
            archived.writestr(zipfile.ZipInfo(name, _MOMENT), (DATA / name).read_bytes())
    return written.getvalue()
