"""The browser's page and its own JSON interface; what people do there goes through `Person`."""
