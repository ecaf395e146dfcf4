"""What comes in from outside and how everything looks: commands, buttons, forms, alerts; views are pure functions.

Answers for: parsing what people and monitoring systems send into commands for the desk, and making messages of values.
May not: write to the database but through the desk, or call Slack's writing methods (``bot`` delivers).
"""
