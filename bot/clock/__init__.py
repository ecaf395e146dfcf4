"""The two clocks, and what they wake: reminders, digests, housekeeping."""
