"""Raw texts become article drafts: what a text says of itself is read, what it only suggests is marked as a guess."""
