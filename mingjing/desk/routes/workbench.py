"""What is to be done, and the list of cases."""

from django.urls import URLPattern, path

from mingjing.desk.views import caselist, workbench

urlpatterns: list[URLPattern] = [
    path("", workbench.workbench, name="workbench"),
    path("cases", caselist.cases, name="cases"),
]
