-- Which hours and days are in `roll_up`, and up to which revision of their sessions.
CREATE TABLE IF NOT EXISTS roll_up_units
(
  hours         UInt8,
  start         UInt32, -- unix seconds
  build         UInt64, -- ever increasing; the highest counts
  rules         UInt64, -- of the outcome: goals and idle limit
  revision      UInt64, -- the highest among its rows of `sessions`
  settled_until Int64   -- unix ms; asked later than this, none of its outcomes depends on the time of asking
)
ENGINE = ReplacingMergeTree(build)
ORDER BY (hours, start)
