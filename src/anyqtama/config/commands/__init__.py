"""The subcommands of `anyqtama`: each module has `add_arguments` and `run`."""

import os


def setup() -> None:
    """Make the product's settings and models usable in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anyqtama.config.settings")
    import django

    django.setup()
