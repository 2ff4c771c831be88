"""What a kind of case may switch on beside its fields: who is involved, checks, a decision, departments told."""
