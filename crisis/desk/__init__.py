"""The desk and what it is made of: the ways in, what each command needs, one incident under a command.

Reading order: ``desk`` (the one way in), ``one_incident``, ``no_incident`` and ``arrivals`` (the three kinds of what
comes), ``working`` (decide, apply, record, put down), ``gate`` (who may).
"""
