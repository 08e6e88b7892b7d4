from django.apps import AppConfig


class SpecimensConfig(AppConfig):
    name = "tests.ledger.specimens"
    label = "specimens"
    default_auto_field = "django.db.models.BigAutoField"
