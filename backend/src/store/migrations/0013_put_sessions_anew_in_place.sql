RENAME TABLE IF EXISTS sessions_anew TO sessions
