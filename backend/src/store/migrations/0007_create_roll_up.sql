-- What charts over weeks need of sessions whose outcome time cannot change any more, by hour and by day
-- (src/derive/roll-up.ts). Made from `sessions`, so it can go at any time. A row counts only when
-- roll_up_units names its build.
CREATE TABLE IF NOT EXISTS roll_up
(
  fact            LowCardinality(String), -- session, end, reach, edge, hook, hook_hour
  hours           UInt8,                  -- length of the unit: 1 or 24
  start           UInt32,                 -- of the unit, unix seconds
  build           UInt64,
  slot            UInt32,                 -- in which sessions start, unix seconds: quarter of an hour of session, hour of hook_hour, else 0
  kind            LowCardinality(String),
  network         LowCardinality(String),
  provider        LowCardinality(String),
  service_code    LowCardinality(String),
  service_version LowCardinality(String),
  environment     LowCardinality(String),
  a               LowCardinality(String), -- outcome, last screen, screen, source, hook
  b               LowCardinality(String), -- '', outcome, '' or in_progress, target, ''
  n               UInt64,                 -- sessions, sessions, sessions, transitions, calls
  errors          UInt64,                 -- of hook
  times           AggregateFunction(quantilesDD(0.01, 0.5, 0.95, 0.99), UInt32) -- of reach and hook, milliseconds
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(toDateTime(start, 'UTC'))
ORDER BY (fact, hours, start)
