"""The connection with Slack: who we are there, what it sends, who is there. May not: call its writing methods."""
