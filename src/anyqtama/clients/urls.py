from django.urls import path

from anyqtama.clients import views
from anyqtama.clients.acts import views as acts
from anyqtama.clients.comparing import views as comparing
from anyqtama.clients.rights import views as rights

urlpatterns = [
    path("clients/", views.clients, name="clients"),
    path("clients/doubles/", comparing.pairs, name="clients_doubles"),
    path("clients/<int:client_id>/", views.client, name="client"),
    path("clients/<int:client_id>/card/", views.change, name="client_card"),
    path("clients/<int:client_id>/identities/", views.add_identity, name="client_identities"),
    path("clients/<int:client_id>/identities/<int:known_id>/", views.reveal, name="client_reveal"),
    path("clients/<int:client_id>/consents/<int:consent_id>/withdrawal/", views.withdraw, name="client_consent"),
    path("clients/<int:client_id>/identities/<int:known_id>/confirmation/", acts.confirm, name="client_confirm"),
    path("clients/<int:client_id>/identities/<int:known_id>/removal/", acts.remove, name="client_remove"),
    path("clients/<int:client_id>/consents/", acts.consent, name="client_consents"),
    path("clients/<int:client_id>/representatives/", acts.represent, name="client_agents"),
    path("clients/<int:client_id>/representatives/<int:agent_id>/end/", acts.end, name="client_agent_end"),
    path("clients/<int:client_id>/compare/<int:other_id>/", comparing.compare, name="client_compare"),
    path("clients/<int:client_id>/compare/<int:other_id>/different/", comparing.differ, name="client_differ"),
    path("clients/<int:client_id>/merges/<int:merge_id>/undoing/", comparing.undo, name="client_unmerge"),
    path("clients/<int:client_id>/export/", rights.export, name="client_export"),
    path("clients/<int:client_id>/erasure/", rights.erase, name="client_erase"),
    path("clients/<int:client_id>/silence/", acts.silence, name="client_silence"),
    path("clients/<int:client_id>/silence/lifting/", acts.unsilence, name="client_unsilence"),
    path("clients/<int:client_id>/block/", views.block, name="client_block"),
    path("clients/<int:client_id>/block/lifting/", views.lift, name="client_lift"),
]
