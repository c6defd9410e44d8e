"""Questions that cannot stand in a page."""
