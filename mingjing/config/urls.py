"""Every address of the office and of the counter. Public pages are answered before Django (portal.front)."""

from django.urls import include, path

urlpatterns = [path("office/", include("mingjing.desk.urls")), path("", include("mingjing.counter.urls"))]
handler404 = "mingjing.desk.views.errors.not_found"
handler403 = "mingjing.desk.views.errors.forbidden"
handler400 = "mingjing.desk.views.errors.bad_request"
handler500 = "mingjing.desk.views.errors.server_error"
