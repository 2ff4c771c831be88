from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Carries the product's own Kazakh catalogue; connects the floors once all apps are loaded."""

    name = "anyqtama.config"

    def ready(self) -> None:
        from anyqtama.config import wiring  # models must be loaded first

        wiring.connect()
