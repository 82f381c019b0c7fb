"""The folder of flight logs: finding them, caring for them, taking them over."""
