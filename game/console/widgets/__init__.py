"""The widgets: a panel that draws only what has changed, the desk of panels, the command bar."""
