"""Apps: what they are told, by which way, and what they answer.

Reading order: ``installed`` (an app and its rights), ``events`` (which app hears of what), ``courier`` with ``sockets``
(how it gets there), ``interactions`` (what a person does to an app). May not: decide what a person does.
"""
