"""Pictures: the Earth from a helmet camera, and the ground track. No part of the simulation."""
