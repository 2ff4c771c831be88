"""Articles and drafts, catalogue and directory, what happens now, scripts, quick replies, changes that people read."""

from anyqtama.knowledge.models.articles import Article, ArticleRevision, ArticleText, ArticleUse, Picture
from anyqtama.knowledge.models.catalogue import Offering, OfferingLink, OfferingPrice, OfferingVersion
from anyqtama.knowledge.models.changes import Change, ChangeReading
from anyqtama.knowledge.models.directory import Body, Situation
from anyqtama.knowledge.models.drafts import OPEN_DRAFT, Draft, DraftState
from anyqtama.knowledge.models.errors import KnownError
from anyqtama.knowledge.models.listening import Feedback, SearchMiss
from anyqtama.knowledge.models.replies import QuickReply
from anyqtama.knowledge.models.scripts import Script, ScriptUse, ScriptVersion

__all__ = [
    "OPEN_DRAFT",
    "Article",
    "ArticleRevision",
    "ArticleText",
    "ArticleUse",
    "Body",
    "Change",
    "ChangeReading",
    "Draft",
    "DraftState",
    "Feedback",
    "KnownError",
    "Offering",
    "OfferingLink",
    "OfferingPrice",
    "OfferingVersion",
    "Picture",
    "QuickReply",
    "Script",
    "ScriptUse",
    "ScriptVersion",
    "SearchMiss",
    "Situation",
]
