"""Shortlists ("Mine samlinger"): offers that a professional keeps together, named without a child.

Notes are screened for personal data. A shortlist can be shared by a read-only link that can be withdrawn.
"""
