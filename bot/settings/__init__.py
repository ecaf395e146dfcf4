"""The settings: where they stand, what they may be, what is said when one is wrong. May not: start anything."""
