-- Every span received before this moment is in its session's row. After a crash the derivation
-- begins again from here (src/derive/derived-until.ts).
CREATE TABLE IF NOT EXISTS derived_until
(
  id       UInt8 DEFAULT 0,
  until    DateTime64(3, 'UTC'),
  revision UInt64
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
