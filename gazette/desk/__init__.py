"""The desk: what editors do to the collection by a command."""
