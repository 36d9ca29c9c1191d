"""Finds personal data in free text, so that it is never searched for, stored or logged: pure functions.

A child must not be findable in this product. `find` is for a searcher's sentence, which must not name anybody;
`find_cpr` is for the partners' texts, where a telephone number is welcome and a civil registration number never is.
A finding says what and where, and deliberately not which: the number itself is never returned, shown or logged.

Verbs: find, find_cpr, without.
"""

from registry.privacy.findings import Finding, Kind, find, find_cpr, without

__all__ = ["Finding", "Kind", "find", "find_cpr", "without"]
