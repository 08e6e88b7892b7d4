"""Publishing, correcting, withdrawing. The list is named ``publications``: the navigation looks for it."""

from django.urls import URLPattern, path

from mingjing.desk.views import publication, publications

urlpatterns: list[URLPattern] = [
    path("publications", publications.publications, name="publications"),
    path("publications/<str:decision_id>", publication.publication, name="publication"),
    path("publications/<str:decision_id>/<str:deed>", publication.act, name="publication_act"),
]
