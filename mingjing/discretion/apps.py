from django.apps import AppConfig


class DiscretionConfig(AppConfig):
    name = "mingjing.discretion"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The list ``benchmarks`` is known from here on, whoever publishes or imports it."""
        from mingjing.discretion import listed  # noqa: F401
