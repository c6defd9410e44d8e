"""The scoring page."""
