"""The workspace over HTTP: the Web API with its limits, files, incoming webhooks. May not: hold a method's rule."""
