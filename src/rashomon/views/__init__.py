"""Views: frozen answers to questions about a record, every line with the place of its exact words."""
