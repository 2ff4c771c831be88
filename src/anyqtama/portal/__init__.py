"""What a visitor sees: the window any site can embed, the talk, the written request, the rating, the state page."""
