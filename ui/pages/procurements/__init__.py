"""The procurements page."""
