from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "mingjing.statistics"
    default_auto_field = "django.db.models.BigAutoField"
