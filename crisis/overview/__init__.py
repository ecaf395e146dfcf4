"""What is seen across incidents: what one person has to do, what a digest tells, what is like something else.

May not: decide or change anything.
"""
