"""For level authors: checks, schema, reference, a first level, and how often it is won."""
