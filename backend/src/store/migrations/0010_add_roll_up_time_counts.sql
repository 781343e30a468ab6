-- How many of a row's times fell into each bucket (src/derive/time-counts.ts). As plain numbers a month of
-- them adds up three times as fast as the sketches of before did (bench/README.md).
ALTER TABLE roll_up
  DROP COLUMN IF EXISTS times,
  ADD COLUMN IF NOT EXISTS time_counts Array(UInt32) AFTER first_ms
