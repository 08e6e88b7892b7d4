"""Addresses of the counter; everything else public is answered from the public store (portal.front)."""

from __future__ import annotations

from django.urls import URLPattern, path

from mingjing.counter.views import party

urlpatterns: list[URLPattern] = [
    path("p", party.enter, name="party_enter"),
    path("p/<str:code>", party.page, name="party_page"),
    path("p/<str:code>/prove", party.prove, name="party_prove"),
    path("p/<str:code>/hand-in", party.hand_in, name="party_hand_in"),
    path("p/<str:code>/papers/<str:version_id>.pdf", party.paper, name="party_paper"),
    path("p/<str:code>/proof.json", party.proof, name="party_proof"),
]
