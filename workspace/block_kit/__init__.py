"""Block Kit: which blocks and views Slack takes, and what it says of the others. May not: deliver anything."""
