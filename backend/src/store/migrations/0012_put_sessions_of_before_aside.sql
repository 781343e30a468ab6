-- Where sessions_before is, this was done: repeated by another backend that starts at the same time it fails, instead
-- of putting the new table aside. So that one stays, empty (0015).
RENAME TABLE IF EXISTS sessions TO sessions_before
