from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "mingjing.supervision"
    default_auto_field = "django.db.models.BigAutoField"
