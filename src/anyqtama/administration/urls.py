from django.urls import path

from anyqtama.administration import views
from anyqtama.administration.answer_templates import views as answer_templates
from anyqtama.administration.case_kinds import views as case_kinds
from anyqtama.administration.importing import views as importing
from anyqtama.administration.people import views as people
from anyqtama.administration.queues import views as queues
from anyqtama.administration.singles import views as singles
from anyqtama.administration.webhooks import views as webhooks

urlpatterns = [
    path("settings/", views.overview, name="settings"),
    path("settings/roles/", singles.roles, name="settings_roles"),
    path("settings/widget/", singles.widget, name="settings_widget"),
    path("settings/notices/", singles.notices, name="settings_notices"),
    path("settings/notices/new/", singles.new_notice, name="settings_notice_new"),
    path("settings/notices/<int:version>/", singles.notice, name="settings_notice"),
    path("settings/keys/", singles.keys, name="settings_keys"),
    path("settings/keys/<int:key_id>/end/", singles.end_key, name="settings_key_end"),
    path("settings/queues/<int:queue_id>/", queues.queue_page, name="settings_queue"),
    path("settings/queues/<int:queue_id>/members/", queues.members, name="settings_queue_members"),
    path("settings/queues/<int:queue_id>/<slug:part>/", queues.queue_page, name="settings_queue_part"),
    path("settings/case-kinds/<int:kind_id>/", case_kinds.kind_page, name="settings_case_kind"),
    path("settings/case-kinds/<int:kind_id>/<slug:part>/", case_kinds.kind_page, name="settings_case_kind_part"),
    path("settings/answer-templates/<int:template_id>/", answer_templates.page, name="settings_answer_template"),
    path(
        "settings/answer-templates/<int:template_id>/back/",
        answer_templates.go_back,
        name="settings_answer_template_back",
    ),
    path("settings/webhooks/<int:webhook_id>/", webhooks.page, name="settings_webhook"),
    path("settings/people/<int:person_id>/", people.person_page, name="settings_person"),
    path("settings/people/<int:person_id>/roles/<int:grant_id>/", people.withdraw, name="settings_role_withdraw"),
    path("settings/people/<int:person_id>/<slug:part>/", people.person_page, name="settings_person_part"),
    path("settings/<slug:kind>/", views.list_page, name="settings_list"),
    path("settings/<slug:kind>/new/", views.new_page, name="settings_new"),
    path("settings/<slug:kind>/import/", importing.upload, name="settings_import"),
    path("settings/<slug:kind>/import/confirm/", importing.confirm, name="settings_import_confirm"),
    path("settings/<slug:kind>/import/template/", importing.template, name="settings_import_template"),
    path("settings/<slug:kind>/<int:pk>/", views.thing_page, name="settings_thing"),
    path("settings/<slug:kind>/<int:pk>/use/", views.use, name="settings_use"),
]
