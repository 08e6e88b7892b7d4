from django.apps import AppConfig


class TallyConfig(AppConfig):
    name = "mingjing.tally"
    default_auto_field = "django.db.models.BigAutoField"
