"""The crew: who is free, how long work takes, whether it is done right, reflexes, and speech."""
