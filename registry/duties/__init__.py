"""Duties: what is to be done once a night, a batch at a time, by whichever worker is there.

A room registers its duties where it knows what there is to do:

    @duty("forget-old-links")
    def forget(db: Session, *, now: dt.datetime, settings: Settings) -> int:
        ...

A duty does one batch in the transaction it is given and returns how much it did; it is called again, each time in a
new transaction, until it returns 0. So a worker can stop, or die, between two batches, and another goes on: what is
done must show in the database, or in the key of a mail, so that doing it again does nothing more. Duties run in the
order in which they were registered, which is that of the imports in `registry.app`.

A duty's day begins at three in the morning, Danish time; whoever comes later that day makes up for it. `running.py`
sees to it that one worker at a time does a duty, with a row of the table as the guard. `worker.py` is the worker:
`registry worker`, and a thread inside each server process.
"""

from registry.duties.register import NotNow, duty
from registry.duties.running import run_due

__all__ = ["NotNow", "duty", "run_due"]
