"""What editors wrote: files, front matter, dates and Markdown, read into frozen values."""
