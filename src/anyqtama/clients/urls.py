from django.urls import path

from anyqtama.clients import views

urlpatterns = [
    path("clients/", views.clients, name="clients"),
    path("clients/<int:client_id>/", views.client, name="client"),
    path("clients/<int:client_id>/card/", views.change, name="client_card"),
    path("clients/<int:client_id>/identities/", views.add_identity, name="client_identities"),
    path("clients/<int:client_id>/identities/<int:known_id>/", views.reveal, name="client_reveal"),
    path("clients/<int:client_id>/consents/<int:consent_id>/withdrawal/", views.withdraw, name="client_consent"),
    path("clients/<int:client_id>/block/", views.block, name="client_block"),
    path("clients/<int:client_id>/block/lifting/", views.lift, name="client_lift"),
]
