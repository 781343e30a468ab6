-- Behind 0012, so that nothing is missing that was written until then. Rows that a crash lets it write twice are one row
-- to FINAL and to merges. Little at a time: a million sessions are a gigabyte as text.
INSERT INTO sessions SELECT * FROM sessions_before
SETTINGS max_threads = 1, max_insert_threads = 1, max_block_size = 8192,
  min_insert_block_size_rows = 65536, min_insert_block_size_bytes = 67108864,
  max_partitions_per_insert_block = 0
