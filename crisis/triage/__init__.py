"""Triage of what people write: is it about us, how bad is it, is it one story with what is known already.

Answers for: one verdict per post, with its reasons in words. May not: cut words itself, load a dictionary, read a
clock, look anything up; what it needs is handed in. What follows from a verdict is decided elsewhere.
"""
