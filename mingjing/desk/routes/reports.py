"""统计年报: the years of an organ, one report, its files; the bureau's collection. The navigation wants ``reports``."""

from django.urls import URLPattern, path

from mingjing.desk.views import collection, report_files, reports

urlpatterns: list[URLPattern] = [
    path("reports", reports.overview, name="reports"),
    path("reports/make", reports.make, name="report_make"),
    path("reports/template.xlsx", report_files.template, name="report_template"),
    path("reports/collection/<int:year>", collection.collection, name="collection"),
    path("reports/collection/<int:year>/remind", collection.remind, name="collection_remind"),
    path("reports/collection/<int:year>/sums", collection.sums, name="collection_sums"),
    path("reports/collection/<int:year>/sums.xlsx", collection.sums_file, name="collection_file"),
    path("reports/organs/<str:organ_id>", reports.organ_years, name="organ_reports"),
    path("reports/<str:report_id>", reports.report, name="report"),
    path("reports/<str:report_id>/check", reports.check, name="report_check"),
    path("reports/<str:report_id>/deeds/<str:deed>", reports.deed, name="report_deed"),
    path("reports/<str:report_id>/upload", report_files.upload, name="report_upload"),
    path("reports/<str:report_id>/figures/<str:code>", report_files.behind, name="report_figure"),
    path("reports/<str:report_id>/file.<str:form>", report_files.export, name="report_file"),
]
