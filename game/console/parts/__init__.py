"""The parts that a desk screen is made of. Each has its keys, and all that they do."""
