from django.urls import path

from anyqtama.portal.status import views as status
from anyqtama.portal.talk import views as talk
from anyqtama.portal.visit import views as visit
from anyqtama.portal.widget import views as widget

urlpatterns = [
    path("visit/", visit.page, name="visit"),
    path("visit/start/", visit.start, name="visit_start"),
    path("visit/language/", visit.language, name="visit_language"),
    path("visit/notice/", visit.notice_page, name="visit_notice"),
    path("visit/request/", visit.request_page, name="visit_request"),
    path("visit/forget/", visit.forget, name="visit_forget"),
    path("visit/messages/", talk.messages, name="visit_messages"),
    path("visit/read/", talk.read, name="visit_read"),
    path("visit/leave/", talk.leave, name="visit_leave"),
    path("visit/transcript/", talk.download, name="visit_transcript"),
    path("visit/rating/", talk.rate, name="visit_rating"),
    path("visit/files/<int:file_id>/", talk.attachment, name="visit_file"),
    path("status/", status.status, name="status"),
    path("status/paper/", status.paper, name="status_paper"),
    path("status/word/", status.word, name="status_word"),
    path("status/wish/", status.wish, name="status_wish"),
    path("widget.js", widget.script, name="widget_script"),
    path("widget/demo/", widget.demo, name="widget_demo"),
]
