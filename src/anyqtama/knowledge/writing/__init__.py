"""Articles written: the form, drafts, pictures; retired or found true again."""
