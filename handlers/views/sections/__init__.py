"""The sections of the board, a file for each: what it says and which buttons stand with it.

A section is a function from ``Shown`` to blocks, none when it has nothing to say; ``handlers.views.board`` lists them
in their order. May not: know one another.
"""
