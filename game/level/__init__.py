"""A level file becomes a Level: schema, parts, loading, and every mistake with its place."""
