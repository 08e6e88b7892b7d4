"""指导案例: found by words, one of them, proposing one."""

from django.urls import URLPattern, path

from mingjing.desk.views import guidance

urlpatterns: list[URLPattern] = [
    path("workplan/guidance", guidance.overview, name="guidance"),
    path("workplan/guidance/new", guidance.new, name="guidance_new"),
    path("workplan/guidance/<str:guiding_id>", guidance.one, name="guiding"),
]
