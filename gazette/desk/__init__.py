"""The desk: tools for editors."""
