"""What the palette lists before anything is typed."""

from __future__ import annotations

from textual.command import DiscoveryHit, Hits
from textual.system_commands import SystemCommandsProvider


class GameCommands(SystemCommandsProvider):
    """The commands of the game in its own order, what is needed most first."""

    async def discover(self) -> Hits:
        """All of them, unsorted."""
        for title, help_text, callback, _ in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(title, callback, help=help_text)
