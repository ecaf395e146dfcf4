"""What `fenghuo check` looks at: a file for each thing. ``findings``: what they hand back; ``texts``: what is said."""
