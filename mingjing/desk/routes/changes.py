"""保持更新: changes and what they touch."""

from django.urls import URLPattern, path

from mingjing.desk.views import changes

urlpatterns: list[URLPattern] = [
    path("statutes/changes", changes.changes, name="changes"),
    path("statutes/changes/new", changes.new, name="change_new"),
    path("statutes/changes/<str:change_id>", changes.change, name="change"),
    path("statutes/changes/<str:change_id>/withdraw", changes.withdraw, name="change_withdraw"),
    path("statutes/changes/<str:change_id>/things/<str:affected_id>", changes.settle, name="change_settle"),
]
