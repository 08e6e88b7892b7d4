from django.apps import AppConfig


class DiscretionConfig(AppConfig):
    name = "mingjing.discretion"
    default_auto_field = "django.db.models.BigAutoField"
