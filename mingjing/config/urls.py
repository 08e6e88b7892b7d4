"""Every address of the office. Public addresses are answered before Django is entered (portal.front)."""

from django.urls import include, path

urlpatterns = [path("office/", include("mingjing.desk.urls"))]
handler404 = "mingjing.desk.views.errors.not_found"
handler403 = "mingjing.desk.views.errors.forbidden"
handler400 = "mingjing.desk.views.errors.bad_request"
handler500 = "mingjing.desk.views.errors.server_error"
