"""Editions by area: one brief, and one edition of it for each state, region or industry."""
