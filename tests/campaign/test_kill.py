"""A campaign survives kill -9 at any moment; ``python -m tests.campaign.kill 200`` takes more."""

import sys

import pytest

from tests.campaign.kill import kill


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_campaign_survives_kills() -> None:
    assert kill(3)[0] == 3
