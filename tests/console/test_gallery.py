"""The gallery shows every scene it promises, from moments that its logs still have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import golden
from tests.console import gallery

LARGEST = 4_000_000
"""Bytes that the pictures may take in the repository."""


def test_the_page_shows_all_its_pictures_and_no_more() -> None:
    text = (gallery.DOCS / "gallery.md").read_text(encoding="utf-8")
    shown = re.findall(r"\(gallery/(.+?\.svg)\)", text)
    kept = {path.name: path.stat().st_size for path in (gallery.DOCS / "gallery").iterdir()}
    assert sorted(shown) == sorted(kept) and sum(kept.values()) < LARGEST
    for scene in gallery.SCENES:
        assert scene.title in text


@pytest.mark.parametrize("scene", gallery.SCENES, ids=lambda scene: scene.name)
def test_its_log_has_the_moment_of_a_scene(scene: gallery.Scene, tmp_path: Path) -> None:
    assert gallery.moment(scene, golden.log(scene.log, tmp_path)) > scene.later
