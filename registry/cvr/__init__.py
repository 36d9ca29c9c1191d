"""The Central Business Register (CVR): what the state knows of an organisation by its CVR number.

Asked only where `REGISTRY_CVR_URL` names the register's distribution service ("system-til-system-adgang", an
Elasticsearch over HTTP with a user and a password from Erhvervsstyrelsen), and only when an administrator asks. Nobody
may hold a database transaction while it answers.

Verb: look_up.
"""

from registry.cvr.looking_up import Company, NoAnswer, Trouble, look_up

__all__ = ["Company", "NoAnswer", "Trouble", "look_up"]
