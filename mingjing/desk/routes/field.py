"""Field work on a phone."""

from django.urls import URLPattern, path

from mingjing.desk.views import field

urlpatterns: list[URLPattern] = [
    path("field/", field.home, name="field"),
    path("field/sw.js", field.worker, name="field_worker"),
    path("field/token", field.token, name="field_token"),
    path("field/spot/<str:power_id>", field.spot, name="field_spot"),
    path("field/visit/<str:case_id>", field.visit, name="field_visit"),
    path("field/sync/<str:flow>", field.sync, name="field_sync"),
]
