"""For level authors: every mistake in their levels, and the JSON Schema for their editors."""
