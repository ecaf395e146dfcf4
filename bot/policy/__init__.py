"""The policy file: what may be written in it, and what the domain makes of it."""
