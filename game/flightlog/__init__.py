"""A mission on disk: write it, read it, prove it, seek in it, and find it again."""
