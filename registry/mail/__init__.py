"""Mail leaves through an outbox: a row in the same transaction as what it tells about, delivered afterwards.

`queue(db, …)` puts a mail in. A worker (`worker.py`) runs inside every server process; it takes one due row at a
time in a transaction of its own, lets go of the database, talks SMTP (`smtp.py`), and notes what came of it in
another transaction (`outbox.py`). A row that was taken is nobody else's for ten minutes, so any number of workers may
run, and one that dies leaves its mail to the others: a mail is sent at least once, and under the same Message-ID if
it is ever sent twice. When to try again, and when to give up, is in `rules.py`.

Without REGISTRY_SMTP_URL mail waits. In a demo, and only there, it is then written to the log and kept readable.
"""

from registry.mail.models import OutboxMail
from registry.mail.outbox import queue

__all__ = ["OutboxMail", "queue"]
