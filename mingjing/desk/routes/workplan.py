"""部署: tasks and filings, one item, one organ's duty, meetings, the table of organs and items, the report."""

from django.urls import URLPattern, path

from mingjing.desk.views import duties, workplan, workplan_tables

urlpatterns: list[URLPattern] = [
    path("workplan", workplan.overview, name="work"),
    path("workplan/new/<str:kind>", workplan.issue, name="work_new"),
    path("workplan/items/<str:item_id>", workplan.item, name="work_item"),
    path("workplan/meetings", workplan.meetings, name="work_meetings"),
    path("workplan/meetings/new", workplan.meeting_new, name="work_meeting_new"),
    path("workplan/meetings/<str:meeting_id>/<str:sha256>", workplan.meeting_file, name="work_meeting_file"),
    path("workplan/table", workplan_tables.table, name="work_table"),
    path("workplan/table.xlsx", workplan_tables.export, name="work_table_export"),
    path("workplan/report", workplan_tables.report, name="work_report"),
    path("workplan/duties/<str:duty_id>", duties.duty, name="duty"),
    path("workplan/duties/<str:duty_id>/<str:sha256>", duties.file, name="duty_file"),
]
