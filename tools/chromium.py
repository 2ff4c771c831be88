"""The browser of the journeys, the style guide and the README's pictures: the one named, else the first found."""

import os
import shutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The shell without windows first: the same engine, an eighth less time."""


def chromium() -> str:
    """Its path, by ANYQTAMA_CHROMIUM or what is installed; empty where there is none."""
    return os.environ.get("ANYQTAMA_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
