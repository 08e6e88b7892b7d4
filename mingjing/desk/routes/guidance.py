"""指导案例: found by words, one of them, proposing one."""

from django.urls import URLPattern, path

from mingjing.desk.views import guidance

urlpatterns: list[URLPattern] = [
    path("work/guidance", guidance.library, name="guidance"),
    path("work/guidance/new", guidance.new, name="guidance_new"),
    path("work/guidance/<str:guiding_id>", guidance.one, name="guiding"),
]
