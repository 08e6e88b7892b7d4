"""Evidence, recordings, uploads and views."""

from django.urls import URLPattern, path

from mingjing.desk.views import absences, evidence, playback, uploads

urlpatterns: list[URLPattern] = [
    path("cases/<str:case_id>/evidence", evidence.case_evidence, name="case_evidence"),
    path("cases/<str:case_id>/absences", absences.absences, name="case_absences"),
    path("cases/<str:case_id>/recordings", evidence.case_recordings, name="case_recordings"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/<str:upload_id>", uploads.upload, name="upload"),
    path("media/<str:object_id>", playback.media, name="media"),
    path("media/<str:object_id>/open", playback.opening, name="media_open"),
]
