-- How many of a row's times fell into each bucket (src/derive/time-counts.ts). As plain numbers a month of
-- them adds up in half to two thirds of the time that the sketches of before took (bench/README.md).
ALTER TABLE roll_up
  DROP COLUMN IF EXISTS times,
  ADD COLUMN IF NOT EXISTS time_counts Array(UInt32) AFTER first_ms
