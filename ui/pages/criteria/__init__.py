"""The criteria page."""
