from anyqtama.contacts.topic_choices import Choices, topic_choices

__all__ = ["Choices", "topic_choices"]
