"""The front of the house: the front page, what Sammen is, privacy, accessibility, the choice of language, health."""
