from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "mingjing.clocks"
    default_auto_field = "django.db.models.BigAutoField"
