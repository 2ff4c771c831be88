from django.urls import path

from anyqtama.cases.acts import views as acts
from anyqtama.cases.acts.complaints import views as complaints
from anyqtama.cases.acts.relations import views as relating
from anyqtama.cases.answer_acts import views as answer_acts
from anyqtama.cases.answer_page import views as answers
from anyqtama.cases.assignments import views as assignments
from anyqtama.cases.bulk_page import views as bulk
from anyqtama.cases.incidents import views as incidents
from anyqtama.cases.listing import views as listing
from anyqtama.cases.new import views as new
from anyqtama.cases.orders import report_views as report
from anyqtama.cases.orders import views as orders
from anyqtama.cases.orders.beside_need import views as advice
from anyqtama.cases.page import views as page
from anyqtama.cases.paper_check import views as checking
from anyqtama.cases.paper_page import views as papers
from anyqtama.cases.reminders import views as reminders
from anyqtama.cases.support import views as support

urlpatterns = [
    path("assignments/", assignments.mine, name="assignments"),
    path("assignments/<int:assignment_id>/", assignments.assignment, name="assignment"),
    path("assignments/notices/<int:notice_id>/", assignments.read, name="unit_notice"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/new/", incidents.new, name="incident_new"),
    path("incidents/<str:number>/", incidents.incident, name="incident"),
    path("incidents/<str:number>/cases/", incidents.join, name="incident_join"),
    path("incidents/<str:number>/cases/out/", incidents.take_out, name="incident_case_out"),
    path("incidents/<str:number>/notices/", incidents.notice, name="incident_notice"),
    path("incidents/<str:number>/closure/", incidents.close, name="incident_close"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/seen/", reminders.all_seen, name="reminders_seen"),
    path("reminders/<int:reminder_id>/seen/", reminders.seen, name="reminder_seen"),
    path("assignments/<int:assignment_id>/files/<int:file_id>/", assignments.file, name="assignment_file"),
    path("answers/", answers.waiting, name="answers"),
    path("cases/", listing.cases, name="cases"),
    path("cases/offered/", report.offered, name="cases_offered"),
    path("cases/export/", listing.export_chosen, name="cases_export"),
    path("cases/owner/", listing.give_chosen, name="cases_owner"),
    path("cases/new/", new.case_new, name="case_new"),
    path("cases/new/due/", new.due, name="case_new_due"),
    path("cases/new/fields/", new.kind_fields, name="case_new_fields"),
    path("cases/new/clients/", new.clients, name="case_new_clients"),
    path("cases/new/similar/", new.similar, name="case_new_similar"),
    path("cases/new/place/", new.place, name="case_new_place"),
    path("cases/new/there/", new.there, name="case_new_there"),
    path("cases/table/", bulk.bulk, name="cases_bulk"),
    path("cases/table/template/", bulk.template, name="cases_bulk_template"),
    path("cases/papers/", papers.papers, name="case_papers"),
    path("cases/papers/new/", papers.paper_new, name="case_paper_new"),
    path("cases/papers/new/scans/", papers.attach, name="case_paper_scans"),
    path("cases/papers/scans/<int:scan_id>/", papers.scan, name="case_scan"),
    path("cases/papers/scans/<int:scan_id>/away/", papers.put_away, name="case_scan_away"),
    path("cases/<str:number>/", page.case, name="case"),
    path("cases/<str:number>/paper/", checking.check, name="case_paper"),
    path("cases/<str:number>/order/", orders.order, name="case_order"),
    path("cases/<str:number>/order/lines/", orders.add, name="case_line_new"),
    path("cases/<str:number>/order/lines/<int:line_id>/", orders.change, name="case_line"),
    path("cases/<str:number>/order/lines/<int:line_id>/cancellation/", orders.cancel, name="case_line_cancel"),
    path("cases/<str:number>/order/confirmation/", orders.confirm, name="case_order_confirm"),
    path("cases/<str:number>/need/", advice.need, name="case_need"),
    path("cases/<str:number>/need/confirmation/", advice.confirm, name="case_need_confirm"),
    path("cases/<str:number>/offers/", advice.offer, name="case_offers"),
    path("cases/<str:number>/offers/<slug:code>/", advice.outcome, name="case_offer"),
    path("cases/<str:number>/department/", acts.assign, name="case_department"),
    path("cases/<str:number>/replies/<int:reply_id>/", acts.check, name="case_reply"),
    path("cases/<str:number>/files/<int:file_id>/", assignments.case_file, name="case_file"),
    path("cases/<str:number>/owner/", acts.give, name="case_owner"),
    path("cases/<str:number>/extension/", acts.extend, name="case_extension"),
    path("cases/<str:number>/forwarding/", acts.forward, name="case_forwarding"),
    path("cases/<str:number>/class/", acts.reclassify, name="case_class"),
    path("cases/<str:number>/outside/", acts.outside, name="case_outside"),
    path("cases/<str:number>/whole/", page.whole, name="case_whole"),
    path("cases/<str:number>/fields/", acts.change, name="case_fields"),
    path("cases/<str:number>/stage/", acts.move, name="case_stage"),
    path("cases/<str:number>/comments/", acts.comment, name="case_comments"),
    path("cases/<str:number>/answers/", acts.answer, name="case_answers"),
    path("cases/<str:number>/answer/", answers.answer, name="case_answer"),
    path("cases/<str:number>/answer/draft/", answer_acts.draft, name="case_answer_draft"),
    path("cases/<str:number>/answer/decision/", answer_acts.decision, name="case_answer_decision"),
    path("cases/<str:number>/answer/preview/", answers.preview, name="case_answer_preview"),
    path("cases/<str:number>/answer/paper/<int:signature_id>/", answers.signed, name="case_answer_paper"),
    path("cases/<str:number>/answers/<int:answer_id>/proof/", answer_acts.proof, name="case_answer_proof"),
    path("cases/<str:number>/confirmation/", answer_acts.confirmation, name="case_confirmation"),
    path("cases/<str:number>/wish/", answer_acts.wish, name="case_wish"),
    path("cases/<str:number>/formal-request/", acts.formalise, name="case_formal_request"),
    path("cases/<str:number>/involved/", complaints.involve, name="case_involved"),
    path("cases/<str:number>/involved/<int:involved_id>/", complaints.clear, name="case_involved_clear"),
    path("cases/<str:number>/checks/", complaints.check, name="case_checks"),
    path("cases/<str:number>/checks/<int:check_id>/files/<int:file_id>/", complaints.file, name="case_check_file"),
    path("cases/<str:number>/decision/", complaints.decide, name="case_decision"),
    path("cases/<str:number>/notices/", complaints.tell, name="case_notices"),
    path("cases/<str:number>/relations/", relating.relate, name="case_relations"),
    path("cases/<str:number>/relations/<int:relation_id>/", relating.part, name="case_relation_end"),
    path("cases/<str:number>/parts/", relating.split, name="case_split"),
    path("cases/<str:number>/closure/", acts.close, name="case_closure"),
    path("cases/<str:number>/support/", support.support, name="case_support"),
    path("cases/<str:number>/diagnosis/", support.diagnose, name="case_diagnosis"),
    path("cases/<str:number>/fix/", support.fix, name="case_fix"),
    path("cases/<str:number>/recognitions/", support.recognise, name="case_recognition"),
    path("cases/<str:number>/words/", support.tell, name="case_told"),
    path("cases/<str:number>/needs/", support.need, name="case_needs"),
    path("cases/<str:number>/path/", support.path, name="case_path"),
    path("cases/<str:number>/reopening/", acts.reopen, name="case_reopening"),
]
