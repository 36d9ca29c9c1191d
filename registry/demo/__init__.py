"""What a demo shows: invented organisations and offers, so that a newcomer can try every page in two minutes.

Nobody in here exists. The organisations are marked "(eksempel)", their mail and web addresses stand on the reserved
domain `eksempel.example`, their streets begin with "Eksempel", and their telephone numbers begin with "00 00", which
no exchange connects. The CVR numbers pass the check of their last digit but lie far above those that are issued.

- `organisations.json`: a list; each with `key`, `name`, `sector`, `cvr`, `postal_code`, `website`, `contact`,
  `verified` and `members` (name, email).
- `offers/<key>.json`: that organisation's offers. An offer has the fields of `registry.offers.content.OfferContent`
  and besides them `external_id`, `organisation` (a key) and `state`:
  - live, submitted, draft: the text is the live, the waiting or the unfinished version;
  - returned: `return` holds the reviewer's `message` and `comments` by field;
  - paused: the text is live, and the organisation has paused it;
  - changed: the text is live, and `change` holds the fields of a waiting version that differ from it.

About every fifth live offer leaves something unsaid (price, days, access), because "not known" is to be seen too.
`tests/demo/test_demo_data.py` keeps all of this true.
"""
