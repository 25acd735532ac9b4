"""The desk: what editors do by a command, besides building."""
