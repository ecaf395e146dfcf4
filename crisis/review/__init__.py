"""The retrospective: facts out of the record; ``retrospective`` puts them together. May not: know how it looks."""
