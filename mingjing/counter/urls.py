"""Addresses of the counter; everything else public is answered from the public store (portal.front)."""

from __future__ import annotations

from django.urls import URLPattern, path

from mingjing.counter.views import applying, calculating, card, circulars, complaining, feedback, party, tracking

urlpatterns: list[URLPattern] = [
    path("p", party.enter, name="party_enter"),
    path("p/<str:code>", party.page, name="party_page"),
    path("p/<str:code>/prove", party.prove, name="party_prove"),
    path("p/<str:code>/hand-in", party.hand_in, name="party_hand_in"),
    path("p/<str:code>/papers/<str:version_id>.pdf", party.paper, name="party_paper"),
    path("p/<str:code>/proof.json", party.proof, name="party_proof"),
    path("p/<str:code>/feedback", feedback.token, name="party_feedback"),
    path("feedback", feedback.rate, name="feedback"),
    path("feedback/done", feedback.done, name="feedback_done"),
    path("apply", applying.items, name="apply"),
    path("apply/received", applying.received, name="application_received"),
    path("apply/<slug:item>", applying.apply, name="apply_item"),
    path("calculate", calculating.choose, name="calculate"),
    path("calculate/<str:series>", calculating.calculate, name="calculate_one"),
    path("complain", complaining.complain, name="complain"),
    path("complain/received", complaining.received, name="complaint_received"),
    path("complain/progress", complaining.progress, name="complaint_progress"),
    path("complain/counts", complaining.counts, name="complaint_counts"),
    path("circulars", circulars.circulars, name="public_circulars"),
    path("circulars/<str:circular_id>", circulars.circular, name="public_circular"),
    path("card", card.about, name="card"),
    path("card/<str:code>", card.scan, name="card_scan"),
    path("track", tracking.enter, name="track"),
    path("track/application", tracking.application, name="application"),
    path("track/supplement", tracking.supplement, name="application_supplement"),
    path("track/withdraw", tracking.withdraw, name="application_withdraw"),
    path("track/papers/<str:version_id>.pdf", tracking.paper, name="application_paper"),
]
