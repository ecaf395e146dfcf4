"""What people type, read into values: words about mentions, tasks and duty, moments, days, people. May not: decide."""
