"""A level file becomes a Level: schema, conditions, loading, and every mistake with its place."""
