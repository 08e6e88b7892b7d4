"""Complaints and corrections: the list, one of them, registering for someone who telephoned."""

from django.urls import URLPattern, path

from mingjing.desk.views import complaints, feedback

urlpatterns: list[URLPattern] = [
    path("complaints", complaints.complaints, name="complaints"),
    path("complaints/new", complaints.register, name="complaint_new"),
    path("complaints/feedback", feedback.rounds, name="feedback_rounds"),
    path("complaints/<str:complaint_id>", complaints.complaint, name="complaint"),
    path("complaints/<str:complaint_id>/file/<int:n>", complaints.file, name="complaint_file"),
]
