"""The bureau's desk: overview, alerts, findings and letters, circulars, filings; everyone's inbox and calendar."""

from django.urls import URLPattern, path

from mingjing.desk.views import circulars, findings, inbox, letters, oversight, records

urlpatterns: list[URLPattern] = [
    path("oversight", oversight.oversight, name="oversight"),
    path("oversight/region/<slug:region>", oversight.oversight, name="oversight_region"),
    path("oversight/cell/<slug:column>", oversight.cell, name="oversight_cell"),
    path("alerts", oversight.alert_list, name="alerts"),
    path("findings", findings.findings, name="findings"),
    path("findings/new", findings.new, name="finding_new"),
    path("findings/letter/<str:letter_id>.pdf", letters.pdf, name="supervision_letter_pdf"),
    path("findings/letter/<str:letter_id>/receipt.pdf", letters.receipt, name="supervision_receipt"),
    path("findings/letter/<str:letter_id>", letters.letter, name="supervision_letter"),
    path("findings/file/<str:move_id>/<int:n>", letters.file, name="finding_file"),
    path("findings/<str:finding_id>", findings.finding, name="finding"),
    path("findings/<str:finding_id>/<slug:move>", findings.write, name="finding_write"),
    path("circulars", circulars.circulars, name="circulars"),
    path("circulars/new", circulars.new, name="circular_new"),
    path("circulars/<str:circular_id>.pdf", circulars.pdf, name="circular_pdf"),
    path("circulars/<str:circular_id>", circulars.circular, name="circular"),
    path("records", records.records, name="records"),
    path("inbox", inbox.inbox, name="inbox"),
    path("inbox/read", inbox.read, name="inbox_read"),
    path("calendar", inbox.calendar, name="calendar"),
    path("calendar/<str:secret>.ics", inbox.feed, name="calendar_feed"),
]
