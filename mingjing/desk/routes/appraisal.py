"""案卷评查. The first page is named ``appraisal``: the navigation looks for it."""

from django.urls import URLPattern, path

from mingjing.desk.views import appraisal, appraisal_plans, appraising, dossiers

urlpatterns: list[URLPattern] = [
    path("appraisal", appraisal.home, name="appraisal"),
    path("appraisal/sheets/<str:kind>", appraisal.sheet, name="appraisal_sheet"),
    path("appraisal/plans/new", appraisal_plans.new, name="appraisal_plan_new"),
    path("appraisal/plans/<str:plan_id>", appraisal_plans.plan, name="appraisal_plan"),
    path("appraisal/plans/<str:plan_id>/edit", appraisal_plans.edit, name="appraisal_plan_edit"),
    path("appraisal/plans/<str:plan_id>/notice", appraisal_plans.notice, name="appraisal_notice"),
    path("appraisal/plans/<str:plan_id>/<str:deed>", appraisal_plans.act, name="appraisal_plan_act"),
    path("appraisal/dossiers/<str:dossier_id>", dossiers.dossier, name="appraisal_dossier"),
    path("appraisal/own/<str:dossier_id>", dossiers.own, name="appraisal_own"),
    path("appraisal/own/<str:dossier_id>/proof/<str:sha256>", dossiers.proof, name="appraisal_proof"),
    path("appraisal/review/<str:dossier_id>", appraising.review, name="appraisal_review"),
    path("appraisal/review/<str:dossier_id>/open", appraising.take_out, name="appraisal_open"),
]
