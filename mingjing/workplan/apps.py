from django.apps import AppConfig


class WorkplanConfig(AppConfig):
    name = "mingjing.workplan"
    default_auto_field = "django.db.models.BigAutoField"
