"""Letters: what a mail says, from one template, as text and as HTML.

`templates/mail/<name>.txt` extends the layout it is given and says each thing once, with the macros of `part`:
`{{ part.say(…) }}` a paragraph, `part.quote(…)` somebody's words, `part.steps([…])` and `part.points([…])` lists. It
sets `button` to a label and an address (a letter has one button at most) and fills these blocks:

- `subject`: also the heading of the HTML.
- `body`: what there is to know before the button. `after`: what there is to know after it.
- `why`: why one gets the letter. `fewer`: how to get fewer of them.

`person` is whom it greets; `account_url`, the page where one chooses language and mails, is named at the end.
Everything that people wrote is escaped in the HTML, and is never read as structure in either.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, Template
from jinja2_fragments import render_block

from registry.mail import Letter
from registry.web.templates import environment

_TEXT = environment.overlay(autoescape=False)
_HTML = environment.overlay(autoescape=True)
#: Characters of the body that mail programs show beside the subject in their list.
_PREVIEW = 140


def letter(name: str, **context: Any) -> Letter:
    """Render `templates/mail/{name}.txt` in the current language."""
    shared = {"person": None, "account_url": None, **context}
    plain = {**shared, "layout": _layout(_TEXT, "mail/_layout.txt"), "part": _parts(_TEXT, "mail/_parts.txt")}
    source = f"mail/{name}.txt"
    subject = _on_one_line(render_block(_TEXT, source, "subject", plain))
    preview = _on_one_line(render_block(_TEXT, source, "body", plain))[:_PREVIEW]
    text = _TEXT.get_template(source).render(plain)
    html = _HTML.get_template(source).render(
        shared,
        layout=_layout(_HTML, "mail/_layout.html"),
        part=_parts(_HTML, "mail/_parts.html"),
        preview=preview,
    )
    return Letter(subject, _without_gaps(text), html)


def _layout(form: Environment, name: str) -> Template:
    return form.get_template(name)


def _parts(form: Environment, name: str) -> object:
    return form.get_template(name).module


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _without_gaps(text: str) -> str:
    """Return the text with one empty line, and not more, between what stands apart."""
    kept: list[str] = []
    for line in (line.rstrip() for line in text.strip().splitlines()):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept) + "\n"
