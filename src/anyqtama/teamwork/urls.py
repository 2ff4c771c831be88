from django.urls import path

from anyqtama.teamwork.situations import views

urlpatterns = [
    path("situations/", views.situations, name="situations"),
    path("situations/new/", views.report, name="situation_new"),
    path("situations/<str:number>/", views.situation, name="situation"),
    path("situations/<str:number>/acknowledge/", views.acknowledge, name="situation_acknowledge"),
    path("situations/<str:number>/notes/", views.note, name="situation_note"),
    path("situations/<str:number>/resolve/", views.resolve, name="situation_resolve"),
]
