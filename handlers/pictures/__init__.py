"""Pictures for the channel: pure functions from values to PNG. May not: read or write files."""
