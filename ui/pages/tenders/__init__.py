"""The tenders page."""
