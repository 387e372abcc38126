"""The verbs: what Tandem does, in one transaction that the caller owns."""
