from django.urls import path

from anyqtama.desk import views
from anyqtama.desk.acts.context import views as context
from anyqtama.desk.acts.difficult import views as difficult
from anyqtama.desk.acts.knowledge import views as knowledge
from anyqtama.desk.acts.talk import views as talk
from anyqtama.desk.call_backs import views as call_backs
from anyqtama.desk.calls import views as calls
from anyqtama.desk.offers import views as offers
from anyqtama.desk.outbound import views as outbound
from anyqtama.desk.outbound.table import views as table
from anyqtama.desk.outbound.working import views as working

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/changes/", views.changes_since, name="desk_changes"),
    path("desk/ringing/", views.ringing_elsewhere, name="desk_ringing"),
    path("desk/heartbeat/", views.heartbeat, name="desk_heartbeat"),
    path("desk/calls/new/", calls.new, name="desk_call_new"),
    path("desk/calls/open/<str:token>/", calls.open_announced, name="desk_call_open"),
    path("call-backs/", call_backs.call_backs, name="call_backs"),
    path("call-backs/new/", call_backs.new, name="call_back_new"),
    path("call-backs/<int:call_back_id>/call/", call_backs.start, name="call_back_start"),
    path("call-backs/<int:call_back_id>/time/", call_backs.move, name="call_back_move"),
    path("call-backs/<int:call_back_id>/calling-off/", call_backs.drop, name="call_back_drop"),
    path("outbound/", outbound.outbound, name="outbound"),
    path("outbound/new/", outbound.new, name="outbound_new"),
    path("outbound/<int:list_id>/", outbound.one, name="outbound_list"),
    path("outbound/<int:list_id>/state/", outbound.turn, name="outbound_list_state"),
    path("outbound/<int:list_id>/search/", outbound.refill, name="outbound_list_refill"),
    path("outbound/<int:list_id>/table/", table.take_in, name="outbound_list_import"),
    path("outbound/<int:list_id>/table/template/", table.template, name="outbound_list_template"),
    path("outbound/<int:list_id>/next/", working.next_client, name="outbound_next"),
    path("outbound/attempts/<int:attempt_id>/result/", working.result, name="outbound_result"),
    path("api/calls/", calls.announce, name="api_calls"),
    path("desk/questions/<int:consultation_id>/answer/", talk.answer, name="desk_answer"),
    path("desk/<int:contact_id>/", views.contact, name="desk_contact"),
    path("desk/<int:contact_id>/context/", views.context, name="desk_context"),
    path("desk/<int:contact_id>/dialogs/", views.dialogs, name="desk_dialogs"),
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
    path("desk/<int:contact_id>/difficult/", difficult.use, name="desk_difficult"),
    path("desk/<int:contact_id>/difficult/<int:step_id>/", difficult.outcome, name="desk_difficult_outcome"),
    path("desk/<int:contact_id>/difficult/<int:step_id>/take/", difficult.take_over, name="desk_take_over"),
    path("desk/<int:contact_id>/rescue/", difficult.rescue, name="desk_rescue"),
    path("desk/<int:contact_id>/close/", talk.close, name="desk_close"),
    path("desk/<int:contact_id>/topic/", talk.topic, name="desk_topic"),
    path("desk/<int:contact_id>/verify/", talk.verify, name="desk_verify"),
    path("desk/<int:contact_id>/files/<int:attachment_id>/", talk.file, name="desk_file"),
    path("desk/<int:contact_id>/client/", context.client, name="desk_client"),
    path("desk/<int:contact_id>/client/silence/", context.silence, name="desk_silence"),
    path("desk/<int:contact_id>/client/identities/", context.identity, name="desk_identity"),
    path("desk/<int:contact_id>/client/identities/<int:identity_id>/", context.reveal, name="desk_reveal"),
    path("desk/<int:contact_id>/client/facts/<slug:field>/", context.fact, name="desk_fact"),
    path("desk/<int:contact_id>/lines/<int:seq>/", context.uncover, name="desk_line"),
    path("desk/<int:contact_id>/script/", context.step, name="desk_step"),
    path("desk/<int:contact_id>/need/", offers.need, name="desk_need"),
    path("desk/<int:contact_id>/need/confirmation/", offers.confirm, name="desk_need_confirm"),
    path("desk/<int:contact_id>/offers/", offers.offer, name="desk_offers"),
    path("desk/<int:contact_id>/offers/<slug:code>/", offers.outcome, name="desk_offer"),
    path("desk/<int:contact_id>/knowledge/<slug:code>/use/", knowledge.used, name="desk_article_used"),
    path("desk/<int:contact_id>/knowledge/<slug:code>/feedback/", knowledge.feedback, name="desk_article_feedback"),
    path("desk/<int:contact_id>/case/", context.register, name="desk_register"),
    path("desk/<int:contact_id>/case/due/", context.due, name="desk_due"),
    path("desk/<int:contact_id>/case/<int:case_id>/tell/", context.tell, name="desk_tell"),
]
