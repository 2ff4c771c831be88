"""Two cards side by side: one client or two?"""
