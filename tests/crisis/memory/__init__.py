"""The desk's ports in memory, by plain dictionaries: ``store`` puts the parts together."""
