"""What closures are run on: a consistent look, and a unit of work, as ``crisis.ports`` asks for them.

May not: begin or end a transaction (``database`` does).
"""
