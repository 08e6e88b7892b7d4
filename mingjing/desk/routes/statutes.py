"""法规库 and citing from it."""

from django.urls import URLPattern, path

from mingjing.desk.views import citing

urlpatterns: list[URLPattern] = [
    path("statutes", citing.statutes, name="statutes"),
    path("statutes/found.json", citing.found, name="statutes_found"),
    path("statutes/<str:statute_id>", citing.statute, name="statute"),
    path("cases/<str:case_id>/cite", citing.cite, name="case_cite"),
]
