"""Articles with their revisions, drafts on their way to approval, scripts, quick replies, changes that people read."""

from anyqtama.knowledge.models.articles import Article, ArticleRevision, ArticleText, ArticleUse, Picture
from anyqtama.knowledge.models.changes import Change, ChangeReading
from anyqtama.knowledge.models.drafts import OPEN_DRAFT, Draft, DraftState
from anyqtama.knowledge.models.listening import Feedback, SearchMiss
from anyqtama.knowledge.models.replies import QuickReply
from anyqtama.knowledge.models.scripts import Script, ScriptVersion

__all__ = [
    "OPEN_DRAFT",
    "Article",
    "ArticleRevision",
    "ArticleText",
    "ArticleUse",
    "Change",
    "ChangeReading",
    "Draft",
    "DraftState",
    "Feedback",
    "Picture",
    "QuickReply",
    "Script",
    "ScriptVersion",
    "SearchMiss",
]
