"""The panels: one Line-API widget each, drawing only what has changed."""
