"""Field work on a phone."""

from django.urls import URLPattern, path

from mingjing.desk.views import card, field, rights

urlpatterns: list[URLPattern] = [
    path("field/", field.home, name="field"),
    path("field/sw.js", field.worker, name="field_worker"),
    path("field/token", field.token, name="field_token"),
    path("field/card", card.card, name="field_card"),
    path("field/card/certify", card.certify, name="field_card_certify"),
    path("field/rights", rights.kinds, name="field_rights"),
    path("field/rights/case/<str:case_id>", rights.of_case, name="field_rights_for"),
    path("field/rights/<slug:telling>", rights.sheet, name="field_rights_of"),
    path("field/rights/<slug:telling>/of/<str:case_id>", rights.sheet, name="field_rights_case"),
    path("field/spot/<str:power_id>", field.spot, name="field_spot"),
    path("field/visit/<str:case_id>", field.visit, name="field_visit"),
    path("field/sync/<str:flow>", field.sync, name="field_sync"),
]
