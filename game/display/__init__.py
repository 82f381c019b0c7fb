"""What the game shows, before any framework draws it.

A panel makes data from a mission and lines of text from the data. The console draws those lines
with Textual; a plain mode, pictures and pages can draw them without. Nothing here knows Textual
or Rich.
"""
