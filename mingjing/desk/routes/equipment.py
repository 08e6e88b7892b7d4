"""装备: the region's allotment rates, an organ's inventory, one piece, standards, a file to fill in and bring in."""

from django.urls import URLPattern, path

from mingjing.desk.views import equipment

urlpatterns: list[URLPattern] = [
    path("workplan/equipment", equipment.overview, name="equipment"),
    path("workplan/equipment/standards", equipment.standards, name="equipment_standards"),
    path("workplan/equipment/template.xlsx", equipment.template, name="equipment_template"),
    path("workplan/equipment/new", equipment.new, name="equipment_new"),
    path("workplan/equipment/import", equipment.upload, name="equipment_import"),
    path("workplan/equipment/organs/<str:organ_id>", equipment.organ, name="organ_equipment"),
    path("workplan/equipment/pieces/<str:equipment_id>", equipment.piece, name="equipment_piece"),
]
