"""The panel page."""
