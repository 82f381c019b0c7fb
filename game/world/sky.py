"""Stub."""


class Sky:
    def signal(self, t):
        return True

    def sunlit(self, t):
        return True

    def signal_time(self, t):
        return 3600.0

    def light_time(self, t):
        return 3600.0

    def link(self, t):
        return "relay west"

    def subpoint(self, t):
        return (0.0, 0.0, 400e3)


def sky_of(orbit):
    return Sky()
