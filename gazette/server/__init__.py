"""The preview: the site as it will be, built anew at every save and shown at once."""
