"""Whole screens that are no mission's: the title, the debrief, what has been flown."""
