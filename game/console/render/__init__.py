"""Pure functions from what a panel shows to lines of text: no Textual, no state, no clock."""
