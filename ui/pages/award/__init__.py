"""The award page."""
