from django.apps import AppConfig


class OrgansConfig(AppConfig):
    name = "mingjing.organs"
    default_auto_field = "django.db.models.BigAutoField"
