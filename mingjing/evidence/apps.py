from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "mingjing.evidence"
    default_auto_field = "django.db.models.BigAutoField"
