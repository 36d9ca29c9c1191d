"""Accounts: people, their roles, and how they sign in.

By password (argon2id) or by a one-time link in a mail; a link opens a page, and only that page's button spends it,
because mail scanners follow links. Answers never reveal whether an address has an account.
"""
