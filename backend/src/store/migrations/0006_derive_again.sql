-- Rows of before have none of the columns of 0005: without this record the next start derives every
-- session from its spans again (src/derive/derived-until.ts).
TRUNCATE TABLE IF EXISTS derived_until
