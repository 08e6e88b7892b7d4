from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "mingjing.cases"
    default_auto_field = "django.db.models.BigAutoField"
