"""What is to be done, and the list of cases."""

from django.urls import URLPattern, path

from mingjing.desk.views import workbench

urlpatterns: list[URLPattern] = [
    path("", workbench.workbench, name="workbench"),
    path("cases", workbench.cases, name="cases"),
]
