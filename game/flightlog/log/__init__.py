"""Flight logs as they stand on disk: their grammar, proof, reading and writing."""
