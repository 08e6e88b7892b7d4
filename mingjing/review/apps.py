from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "mingjing.review"
    default_auto_field = "django.db.models.BigAutoField"
