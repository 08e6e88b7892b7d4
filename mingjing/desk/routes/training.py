"""培训、普法: who lacks hours, training brought in from a file, activities that make the law known."""

from django.urls import URLPattern, path

from mingjing.desk.views import training

urlpatterns: list[URLPattern] = [
    path("workplan/training", training.overview, name="training"),
    path("workplan/training/template.xlsx", training.template, name="training_template"),
    path("workplan/training/organs/<str:organ_id>", training.organ, name="organ_training"),
    path("workplan/training/organs/<str:organ_id>/import", training.upload, name="training_import"),
    path("workplan/publicity", training.publicity, name="publicity"),
    path("workplan/publicity/new", training.publicity_new, name="publicity_new"),
    path("workplan/publicity/<str:publicity_id>/<str:sha256>", training.publicity_file, name="publicity_file"),
]
