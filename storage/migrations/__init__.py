"""The migration tree. Run by ``storage.migrate``; a migration, once released, is never edited."""
