"""The procurement page."""
