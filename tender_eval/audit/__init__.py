"""The append-only log of every changed row, its chain of digests, and the verifier."""
