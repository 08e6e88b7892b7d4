"""考核: assessments, one organ's line with its evidence, weights, model units; a tab of 评查 leads here."""

from django.urls import URLPattern, path

from mingjing.desk.views import assessment, assessment_lines

urlpatterns: list[URLPattern] = [
    path("assessment", assessment.home, name="assessment"),
    path("assessment/weights", assessment.weighing, name="assessment_weights"),
    path("assessment/units", assessment.units, name="assessment_units"),
    path("assessment/line/<str:line_id>", assessment_lines.line, name="assessment_line"),
    path("assessment/line/<str:line_id>/<str:code>", assessment_lines.evidence, name="assessment_evidence"),
    path("assessment/<str:assessment_id>", assessment.one, name="assessment_one"),
]
