from django.apps import AppConfig


class ProcedureConfig(AppConfig):
    name = "mingjing.procedure"
    default_auto_field = "django.db.models.BigAutoField"
