"""The analysis: its page, brief, big screen and files, the cases behind a figure, and the leads."""

from django.urls import URLPattern, path

from mingjing.desk.views import analysis, leads

urlpatterns: list[URLPattern] = [
    path("analysis", analysis.analysis, name="analysis"),
    path("analysis/brief", analysis.brief, name="analysis_brief"),
    path("analysis/cases", analysis.cases, name="analysis_cases"),
    path("analysis/file.<str:form>", analysis.file, name="analysis_file"),
    path("analysis/rules", leads.rules, name="analysis_rules"),
    path("analysis/leads", leads.leads, name="leads"),
    path("analysis/leads/<str:lead_id>", leads.lead, name="lead"),
]
