from django.urls import path

from anyqtama.metrics import views

urlpatterns = [
    path("reports/", views.reports_page, name="reports"),
    path("reports/contacts/", views.opened_page, name="reports_opened"),
    path("reports/mine/", views.my_contacts, name="reports_mine"),
]
