"""Pages by webhook: a file for each kind of receiver, and who sends to them. May not: know incidents."""
