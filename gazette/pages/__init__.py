"""What readers get: URLs, views and the plan of all pages."""
