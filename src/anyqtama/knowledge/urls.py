from django.urls import path

from anyqtama.knowledge.articles import views as articles
from anyqtama.knowledge.catalogue import views as catalogue
from anyqtama.knowledge.changes import views as changes
from anyqtama.knowledge.directory import views as directory
from anyqtama.knowledge.drafts import views as drafts
from anyqtama.knowledge.errors import views as errors
from anyqtama.knowledge.now import views as now
from anyqtama.knowledge.replies import views as replies
from anyqtama.knowledge.scripts import views as scripts
from anyqtama.knowledge.scripts.builder import views as script_builder
from anyqtama.knowledge.spelling import views as spelling
from anyqtama.knowledge.writing import views as writing

urlpatterns = [
    path("spelling/check/", spelling.check, name="spelling_check"),
    path("spelling/suggest/", spelling.suggest, name="spelling_suggest"),
    path("spelling/teach/", spelling.teach, name="spelling_teach"),
    path("knowledge/", articles.articles, name="knowledge"),
    path("knowledge/new/", writing.new, name="knowledge_new"),
    path("knowledge/preview/", writing.preview, name="knowledge_preview"),
    path("knowledge/pictures/<int:picture_id>/", articles.picture, name="article_picture"),
    path("knowledge/changes/", changes.changes, name="knowledge_changes"),
    path("knowledge/changes/<int:change_id>/", changes.change, name="knowledge_change"),
    path("knowledge/changes/<int:change_id>/read/", changes.read, name="knowledge_change_read"),
    path("knowledge/work/", drafts.editors, name="knowledge_work"),
    path("knowledge/feedback/<int:feedback_id>/", drafts.answer, name="knowledge_feedback"),
    path("knowledge/misses/", drafts.settle, name="knowledge_miss"),
    path("knowledge/drafts/<str:kind>/<slug:code>/", drafts.draft, name="knowledge_draft"),
    path("knowledge/drafts/<str:kind>/<slug:code>/decision/", drafts.decide, name="knowledge_draft_decide"),
    path("knowledge/catalogue/", catalogue.catalogue, name="knowledge_catalogue"),
    path("knowledge/catalogue/new/", catalogue.new, name="knowledge_offering_new"),
    path("knowledge/catalogue/table/", catalogue.table, name="knowledge_catalogue_table"),
    path("knowledge/catalogue/import/", catalogue.take_in, name="knowledge_catalogue_import"),
    path("knowledge/catalogue/compare/", catalogue.compare, name="knowledge_compare"),
    path("knowledge/catalogue/<slug:code>/", catalogue.offering, name="knowledge_offering"),
    path("knowledge/catalogue/<slug:code>/edit/", catalogue.edit, name="knowledge_offering_edit"),
    path("knowledge/catalogue/<slug:code>/retirement/", catalogue.retire, name="knowledge_offering_retire"),
    path("knowledge/directory/", directory.directory, name="knowledge_directory"),
    path("knowledge/directory/new/", directory.new, name="knowledge_body_new"),
    path("knowledge/directory/<slug:code>/", directory.body, name="knowledge_body"),
    path("knowledge/directory/<slug:code>/edit/", directory.edit, name="knowledge_body_edit"),
    path("knowledge/directory/<slug:code>/retirement/", directory.retire, name="knowledge_body_retire"),
    path("knowledge/now/", now.board, name="knowledge_now"),
    path("knowledge/now/new/", now.new, name="knowledge_situation_new"),
    path("knowledge/now/<int:situation_id>/", now.edit, name="knowledge_situation"),
    path("knowledge/now/<int:situation_id>/end/", now.end, name="knowledge_situation_end"),
    path("knowledge/errors/", errors.known_errors, name="knowledge_errors"),
    path("knowledge/errors/new/", errors.new, name="knowledge_error_new"),
    path("knowledge/errors/<slug:code>/", errors.error, name="knowledge_error"),
    path("knowledge/errors/<slug:code>/edit/", errors.edit, name="knowledge_error_edit"),
    path("knowledge/errors/<slug:code>/retirement/", errors.retire, name="knowledge_error_retire"),
    path("knowledge/replies/", replies.replies, name="knowledge_replies"),
    path("knowledge/replies/new/", replies.new, name="knowledge_reply_new"),
    path("knowledge/replies/<slug:shortcut>/", replies.edit, name="knowledge_reply"),
    path("knowledge/replies/<slug:shortcut>/back/", replies.go_back, name="knowledge_reply_back"),
    path("knowledge/scripts/", scripts.scripts, name="knowledge_scripts"),
    path("knowledge/scripts/new/", script_builder.new, name="knowledge_script_new"),
    path("knowledge/scripts/<slug:code>/", scripts.script, name="knowledge_script"),
    path("knowledge/scripts/<slug:code>/versions/<int:number>/", scripts.version, name="knowledge_script_version"),
    path("knowledge/scripts/<slug:code>/try/", scripts.dry_run, name="knowledge_script_try"),
    path("knowledge/scripts/<slug:code>/leaving/", scripts.leaving, name="knowledge_script_leaving"),
    path("knowledge/scripts/<slug:code>/edit/", script_builder.edit, name="knowledge_script_edit"),
    path("knowledge/<slug:code>/", articles.article, name="article"),
    path("knowledge/<slug:code>/edit/", writing.edit, name="article_edit"),
    path("knowledge/<slug:code>/review/", writing.review, name="article_review"),
    path("knowledge/<slug:code>/retirement/", writing.retire, name="article_retire"),
    path("knowledge/<slug:code>/feedback/", writing.feedback, name="article_feedback"),
    path("knowledge/<slug:code>/revisions/<str:language>/<int:number>/", articles.revision, name="article_revision"),
]
