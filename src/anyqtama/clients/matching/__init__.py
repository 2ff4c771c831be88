"""Cards of one client under different spellings: the words, the keys by which cards meet, the score and its reasons."""
