"""Which names look like one name spelt twice; pure functions, loaded only where names have changed."""
