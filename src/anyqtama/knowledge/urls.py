from django.urls import path

from anyqtama.knowledge.articles import views as articles
from anyqtama.knowledge.replies import views as replies
from anyqtama.knowledge.scripts import views as scripts

urlpatterns = [
    path("knowledge/", articles.articles, name="knowledge"),
    path("knowledge/new/", articles.new, name="knowledge_new"),
    path("knowledge/replies/", replies.replies, name="knowledge_replies"),
    path("knowledge/replies/new/", replies.new, name="knowledge_reply_new"),
    path("knowledge/replies/<slug:shortcut>/", replies.edit, name="knowledge_reply"),
    path("knowledge/scripts/", scripts.scripts, name="knowledge_scripts"),
    path("knowledge/scripts/new/", scripts.new, name="knowledge_script_new"),
    path("knowledge/scripts/<slug:code>/", scripts.script, name="knowledge_script"),
    path("knowledge/scripts/<slug:code>/edit/", scripts.edit, name="knowledge_script_edit"),
    path("knowledge/<slug:code>/", articles.article, name="article"),
    path("knowledge/<slug:code>/edit/", articles.edit, name="article_edit"),
    path("knowledge/<slug:code>/revisions/<str:language>/<int:number>/", articles.revision, name="article_revision"),
]
