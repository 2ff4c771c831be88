from django.urls import path

from anyqtama.desk import views
from anyqtama.desk.acts.context import views as context
from anyqtama.desk.acts.knowledge import views as knowledge
from anyqtama.desk.acts.talk import views as talk
from anyqtama.desk.calls import views as calls

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/changes/", views.changes_since, name="desk_changes"),
    path("desk/heartbeat/", views.heartbeat, name="desk_heartbeat"),
    path("desk/calls/new/", calls.new, name="desk_call_new"),
    path("desk/calls/open/<str:token>/", calls.open_announced, name="desk_call_open"),
    path("api/calls/", calls.announce, name="api_calls"),
    path("desk/questions/<int:consultation_id>/answer/", talk.answer, name="desk_answer"),
    path("desk/<int:contact_id>/", views.contact, name="desk_contact"),
    path("desk/<int:contact_id>/context/", views.context, name="desk_context"),
    path("desk/<int:contact_id>/accept/", talk.accept, name="desk_accept"),
    path("desk/<int:contact_id>/later/", talk.later, name="desk_later"),
    path("desk/<int:contact_id>/reply/", talk.reply, name="desk_reply"),
    path("desk/<int:contact_id>/note/", talk.note, name="desk_note"),
    path("desk/<int:contact_id>/read/", talk.read, name="desk_read"),
    path("desk/<int:contact_id>/hold/", talk.hold, name="desk_hold"),
    path("desk/<int:contact_id>/resume/", talk.resume, name="desk_resume"),
    path("desk/<int:contact_id>/end/", talk.end, name="desk_end"),
    path("desk/<int:contact_id>/transfer/", talk.transfer, name="desk_transfer"),
    path("desk/<int:contact_id>/consult/", talk.consult, name="desk_consult"),
    path("desk/<int:contact_id>/block/", talk.block, name="desk_block"),
    path("desk/<int:contact_id>/close/", talk.close, name="desk_close"),
    path("desk/<int:contact_id>/topic/", talk.topic, name="desk_topic"),
    path("desk/<int:contact_id>/verify/", talk.verify, name="desk_verify"),
    path("desk/<int:contact_id>/files/<int:attachment_id>/", talk.file, name="desk_file"),
    path("desk/<int:contact_id>/client/", context.client, name="desk_client"),
    path("desk/<int:contact_id>/client/identities/", context.identity, name="desk_identity"),
    path("desk/<int:contact_id>/client/identities/<int:identity_id>/", context.reveal, name="desk_reveal"),
    path("desk/<int:contact_id>/script/", context.step, name="desk_step"),
    path("desk/<int:contact_id>/knowledge/<slug:code>/use/", knowledge.used, name="desk_article_used"),
    path("desk/<int:contact_id>/knowledge/<slug:code>/feedback/", knowledge.feedback, name="desk_article_feedback"),
    path("desk/<int:contact_id>/case/", context.register, name="desk_register"),
    path("desk/<int:contact_id>/case/due/", context.due, name="desk_due"),
    path("desk/<int:contact_id>/case/<int:case_id>/tell/", context.tell, name="desk_tell"),
]
