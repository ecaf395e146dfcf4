"""Triage in a running bot and on the command line: the watch list as it holds now, and what was learned."""
