"""What Slack's client does for a person: what is typed is sent, what is sent is seen, forms are filled in.

May not: know how an app is reached; ``apps`` does.
"""
