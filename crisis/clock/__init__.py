"""When what falls due: due times, and the cadences and waits that they are derived from.

May not: read a clock; now is handed in. Times are UTC on the incident clock.
"""
