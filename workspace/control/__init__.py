"""Driving the workspace from outside over HTTP: weather, time, connections, apps, and what happened. See
docs/workspace.md."""
