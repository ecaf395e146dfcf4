"""The doors of the process: HTTP (``front``, ``health``), and one for the command line of this machine (``control``).

May not: say what becomes of what comes in.
"""
