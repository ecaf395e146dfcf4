"""Statements, a module for each thing that is kept. May not: open a transaction, or know a closure (``work`` does)."""
