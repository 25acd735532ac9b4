"""The verbs of the command line, a module each, loaded when their verb is said."""
