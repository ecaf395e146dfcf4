"""The doors of the process: HTTP, and the one for the command line on the same machine."""
