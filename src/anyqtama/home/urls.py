from django.urls import path

from anyqtama.home import views
from anyqtama.home.processed import views as processed
from anyqtama.home.records import views as records

urlpatterns = [
    path("", views.my_day, name="my_day"),
    path("processed/", processed.processed, name="processed"),
    path("search/", views.search, name="search"),
    path("duties/", views.duties, name="duties"),
    path("duties/export/", views.duties_export, name="duties_export"),
    path("records/", records.records, name="records"),
    path("records/map/", records.record_map, name="records_map"),
    path("records/report/", records.report, name="records_report"),
    path("records/reports/<int:report_id>/", records.answer, name="records_answer"),
    path("records/findings/<int:finding_id>/", records.excuse, name="records_excuse"),
    path("records/rules/<slug:code>/", records.rule, name="records_rule"),
    path("records/corrections/", records.corrections, name="records_corrections"),
    path("records/corrections/<int:correction_id>/undoing/", records.undo, name="records_undo"),
]
