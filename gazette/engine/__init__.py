"""The incremental engine: what earlier builds learnt, and what of it still holds."""
