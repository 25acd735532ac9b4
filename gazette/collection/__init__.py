"""What the content means together: names, order, calendar and relations."""
