"""What may be said when partners are sought, and for how long. Pure: `today` is an argument."""

from __future__ import annotations

import datetime as dt

#: Characters of what is sought, of what a partner writes, and of the answer.
LONGEST_WISH = 400
LONGEST_LETTER = 1000
#: Days for which partners are sought if nothing else is said, and the most.
USUALLY = 90
AT_MOST = 366
#: So many partners' letters may one person write in a day.
MOST_LETTERS = 20
#: Of other places, those within so many km are near.
NEAR_KM = 10.0


def usual_end(today: dt.date) -> dt.date:
    """Return until when partners are sought, to be changed."""
    return today + dt.timedelta(days=USUALLY)


def is_end(day: dt.date, today: dt.date) -> bool:
    """Whether partners may be sought until a day."""
    return today <= day <= today + dt.timedelta(days=AT_MOST)
