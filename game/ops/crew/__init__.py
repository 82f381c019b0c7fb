"""The crew: who is free, how long work takes them, whether they do it right, what they say."""
