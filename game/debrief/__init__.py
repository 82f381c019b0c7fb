"""What happened and why: the chain of causes, the score, and the report after a mission."""
