from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    name = "mingjing.appraisal"
    default_auto_field = "django.db.models.BigAutoField"
