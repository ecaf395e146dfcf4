"""The database itself: which one it is, its threads and transactions, statements compiled once.

May not: know what the tables mean.
"""
