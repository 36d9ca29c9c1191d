"""Mail leaves through an outbox: a row in the same transaction as what it tells about, delivered afterwards.

`queue(db, to=…, letter=…, now=…, key=…)` puts a mail in; a `Letter` is a subject, a text and the same as HTML, made by
`registry.web.letters`. A worker (`worker.py`) takes one due row at a time in a transaction of its own, lets go of the
database, talks SMTP (`smtp.py`), and notes what came of it in another transaction (`outbox.py`). A row that was taken
is nobody else's for ten minutes, so any number of workers may run, and one that dies leaves its mail to the others.

So nothing is lost, and nothing is put in twice that has a `key`. A mail is sent at least once: between the moment when
a mail server has taken it and the moment when the row says so, a worker may die, and the next one can't know. Then it
is sent again under the same Message-ID, by which mail programs know the two for one. No outbox can promise more.

A mail may have to wait (`not_before`), and be taken back until then (`take_back`).

When to try again, and when to give up, is in `rules.py`. An address that a server says mail can't reach is marked
(`bounces.py`) until mail gets through. Without REGISTRY_SMTP_URL mail waits. In a demo, and only there, it is then
written to the log and kept readable.
"""

from registry.mail import bounces
from registry.mail.models import MailBounce, OutboxMail
from registry.mail.outbox import Letter, queue, take_back

__all__ = ["Letter", "MailBounce", "OutboxMail", "bounces", "queue", "take_back"]
