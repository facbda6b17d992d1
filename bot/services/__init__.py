"""The steps of a mention's journey. They know ports and core, and never each other."""
