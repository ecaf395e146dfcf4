"""The commands of `fenghuo`, a file a group; ``bot.cli`` puts them together and imports each when it is asked for.

Answers for: what each command prints, and its exit status. May not: hold rules; they call what the process is made of.
"""
