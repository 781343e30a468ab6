-- When a version began: the earliest start among the sessions of a row, unix ms; 0 where nobody asks.
ALTER TABLE roll_up
  ADD COLUMN IF NOT EXISTS first_ms UInt64 AFTER errors
