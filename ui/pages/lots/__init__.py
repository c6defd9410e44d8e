"""The lots page."""
