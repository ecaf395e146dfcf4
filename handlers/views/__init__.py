"""How everything looks: pure functions from values to a Message, one file a thing, in the language asked for.

May not: do I/O, change anything, read a clock, or build a block dictionary (``handlers.blocks`` does).
"""
