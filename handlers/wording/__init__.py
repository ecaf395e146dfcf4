"""How things are said, whatever says them: names, times, marks, and text from outside made safe on its way out.

Answers for: one name for one thing in both languages. May not: know a feature, a view or what somebody typed (``words``
reads that).
"""
