"""The keys to look around with, alike when one flies and when one watches."""

from __future__ import annotations

from game.console.keys import Key, Row, Table

LOOKING: Table = (
    Row(
        "1 2 3 …",
        "select a crew member; again: all their readings",
        tuple(Key(f"look.crew{n}", f"{n}", f"crew({n})", tip="Select crew") for n in range(1, 10)),
        "crew", 600, "1-9",
    ),
    Row(
        "c",
        "the next checklist under way; what comes next when none is",
        (Key("look.checklist", "c", "checklist", "checklist", "Next checklist"),),
        "checklist", 1100,
    ),
    Row(
        "t",
        "choose the channel that is plotted",
        (Key("look.trend", "t", "trend", "trend", "Choose what is plotted"),),
        "trend", 1200,
    ),
    Row(
        "v",
        "the panels that the screen has no room for, in turn",
        (Key("look.view", "v", "view", "view", "The next panel in the middle"),),
        "view", 1300,
    ),
    Row(
        "z",
        "one panel, else the camera, on the whole screen; again, or in an emergency: as before",
        (Key("look.full", "z", "full", "full", "One panel on the whole screen"),),
        "full", 1350,
    ),
    Row(
        "?",
        "explain what is under the cursor or the mouse, or what matters most",
        (Key("look.explain", "question_mark", "explain", "explain", "Explain this"),),
        "explain", 500,
    ),
    Row(
        "F1  h",
        "help, and first of all about this screen",
        (Key("look.help", "f1,h", "app.help", "help", "Keys and how to play"),),
        "help", 350, "F1",
    ),
    Row(
        "Tab",
        "from panel to panel; arrows move over its parts, Enter chooses, Esc leaves",
        (
            Key("look.next", "tab", "app.focus_next", tip="Next panel"),
            Key("look.prev", "shift+tab", "app.focus_previous", tip="Panel before"),
            Key("look.back", "escape", "back", tip="Drop the cursor"),
        ),
    ),
    Row(
        "Ctrl+P  F2",
        "the palette: every command by name, themes too",
        (Key("look.palette", "ctrl+p,f2", "app.command_palette"),),
        "palette", 1500, "^p",
    ),
    Row("mouse", "everything that has a key can be clicked", ()),
)  # fmt: skip
"""The keys to look around with."""
