"""Alive, ready, what is wrong since when, and who else is at work."""
