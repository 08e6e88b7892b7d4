"""双随机, 年度检查计划, 联合检查. The list is named ``draws``: the navigation looks for it."""

from django.urls import URLPattern, path

from mingjing.desk.views import draws, joints, plans

urlpatterns: list[URLPattern] = [
    path("inspections", draws.draws, name="draws"),
    path("inspections/draws/new", draws.new, name="draw_new"),
    path("inspections/draws/<str:draw_id>", draws.draw, name="draw"),
    path("inspections/draws/<str:draw_id>/<str:deed>", draws.act, name="draw_act"),
    path("inspections/plans", plans.plans, name="plans"),
    path("inspections/plans/<int:year>", plans.edit, name="plan_edit"),
    path("inspections/plans/<str:plan_id>/approve", plans.approve, name="plan_approve"),
    path("inspections/rows/<str:row_id>/visit", plans.visit, name="plan_visit"),
    path("inspections/joint", joints.joints, name="joints"),
    path("inspections/joint/<str:joint_id>", joints.answer, name="joint_answer"),
    path("inspections/near/<str:case_id>", joints.near, name="visits_near"),
]
