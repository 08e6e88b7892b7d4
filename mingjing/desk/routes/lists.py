"""清单: overview, one list, its rows and words, files in and out. ``lists``: the navigation looks for it."""

from django.urls import URLPattern, path

from mingjing.desk.views import list_files, lists

urlpatterns: list[URLPattern] = [
    path("lists", lists.overview, name="lists"),
    path("lists/templates/<str:kind>.xlsx", list_files.template, name="list_template"),
    path("lists/batches/<str:batch_id>", list_files.batch, name="batch"),
    path("lists/batches/<str:batch_id>/wrong.xlsx", list_files.wrong_rows, name="batch_wrong"),
    path("lists/batches/<str:batch_id>/undo", list_files.undo, name="batch_undo"),
    path("lists/versions/<str:version_id>", lists.version, name="list_version"),
    path("lists/versions/<str:version_id>/rows.<str:form>", list_files.export, name="list_export"),
    path("lists/<str:organ_id>", lists.organ_lists, name="organ_lists"),
    path("lists/<str:organ_id>/<str:kind>", lists.one, name="list"),
    path("lists/<str:organ_id>/<str:kind>/row", lists.row, name="list_row"),
    path("lists/<str:organ_id>/<str:kind>/one", list_files.one, name="list_one"),
    path("lists/<str:organ_id>/<str:kind>/upload", list_files.upload, name="list_upload"),
    path("lists/<str:organ_id>/<str:kind>/deeds/<str:deed>", lists.deed, name="list_deed"),
]
