"""Publishing: staged files become the site in one step, and nothing that is not the build's own is touched."""
