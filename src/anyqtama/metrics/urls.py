from django.urls import path

from anyqtama.metrics import views

urlpatterns = [
    path("reports/", views.reports_page, name="reports"),
]
