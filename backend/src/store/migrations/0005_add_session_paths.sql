-- What the questions about steps, hooks and attributes need of a session, so that none of them has to
-- read its spans: a million sessions are seven million spans. Arrays of one prefix belong together.
ALTER TABLE sessions
  ADD COLUMN IF NOT EXISTS path             Array(LowCardinality(String)) AFTER steps_shown, -- screens in their order, again when shown again; '' where one has no name
  ADD COLUMN IF NOT EXISTS path_ms          Array(UInt32) AFTER path,                        -- session start to screen sent
  ADD COLUMN IF NOT EXISTS hook_names       Array(LowCardinality(String)) AFTER path_ms,     -- calls in the order of their start
  ADD COLUMN IF NOT EXISTS hook_ms          Array(UInt32) AFTER hook_names,                  -- how long each took
  ADD COLUMN IF NOT EXISTS hook_failed      Array(Bool) AFTER hook_ms,
  ADD COLUMN IF NOT EXISTS attribute_keys   Array(LowCardinality(String)) AFTER hook_failed, -- of all spans, whatever has no column of its own; each pair once
  ADD COLUMN IF NOT EXISTS attribute_values Array(String) CODEC(ZSTD) AFTER attribute_keys
