"""The people of the workspace: who they are, what each can do, and what the cast answers by itself."""
