"""人员: organs with their reviewers, people of an organ, one person and what is done, counsel of the region."""

from django.urls import URLPattern, path

from mingjing.desk.views import people, people_deeds

urlpatterns: list[URLPattern] = [
    path("people", people.overview, name="people"),
    path("people/counsel", people.counsel, name="counsel"),
    path("people/organs/<str:organ_id>", people.organ, name="organ_people"),
    path("people/<str:person_id>", people.person, name="person"),
    path("people/<str:person_id>/photo", people.photo, name="person_photo"),
    path("people/<str:person_id>/<str:deed>", people_deeds.deed, name="person_deed"),
]
