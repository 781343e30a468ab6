-- The table of 0002 and 0005 with as_json and smaller granules, which no ALTER can give it: 0012 and 0013 put it in the
-- place of the other, 0014 fills it.
CREATE TABLE IF NOT EXISTS sessions_anew
(
  trace_id           FixedString(32),
  started_at         DateTime64(3, 'UTC') CODEC(Delta, ZSTD), -- arrival of the first hop
  last_hop_at        DateTime64(3, 'UTC') CODEC(Delta, ZSTD), -- arrival of the last hop; 1970 when no hop is known
  last_answer_at     DateTime64(3, 'UTC') CODEC(Delta, ZSTD), -- the idle clock starts here; 1970 when no hop is known
  last_update_at     DateTime64(3, 'UTC') CODEC(Delta, ZSTD), -- last answer or the provider's end report
  idle_limit_s       UInt32,                     -- of the last hop that says; 0 when none does
  session_id         String CODEC(ZSTD),
  provider           LowCardinality(String),
  service_code       LowCardinality(String),
  user_hash          String CODEC(ZSTD),         -- '' when the app has no HOPSCOPE_USER_HASH_KEY
  user_id            String CODEC(ZSTD),         -- '' unless capture is full
  network            LowCardinality(String),
  mcc                LowCardinality(String),
  mnc                LowCardinality(String),
  country            LowCardinality(String),
  kind               LowCardinality(String),     -- live unless the spans say simulator or probe
  capture            LowCardinality(String),
  flow               LowCardinality(String),
  service_name       LowCardinality(String),
  service_version    LowCardinality(String),     -- of the first hop
  environment        LowCardinality(String),
  hop_count          UInt32,                     -- requests of the gateway
  step_count         UInt32,                     -- screens; more than hops where one hop passed several
  hook_count         UInt32,
  hook_errors        UInt32,                     -- hooks with status >= 400, a timeout or no connection
  steps_shown        Array(LowCardinality(String)), -- each screen once, sorted
  path               Array(LowCardinality(String)), -- screens in their order, again when shown again; '' where one has no name
  path_ms            Array(UInt32), -- session start to screen sent
  hook_names         Array(LowCardinality(String)), -- calls in the order of their start
  hook_ms            Array(UInt32), -- how long each took
  hook_failed        Array(Bool),
  attribute_keys     Array(LowCardinality(String)), -- of all spans, whatever has no column of its own; each pair once
  attribute_values   Array(String) CODEC(ZSTD),
  last_step          LowCardinality(String),     -- the screen shown last
  last_response      LowCardinality(String),     -- continue, end, invalid; '' when no hop is known
  last_action_source LowCardinality(String),
  last_app_time_ms   UInt32,                     -- request to answer of the last hop
  last_hop_failed    Bool,                       -- threw, answered >= 500 or unreadably
  ended              Bool,                       -- an END was answered, and no hop came after it
  app_outcome        LowCardinality(String),     -- what the app's process says; '' when nothing
  app_outcome_source LowCardinality(String),     -- app, inferred
  goal_marked        Bool,                       -- the app itself said completed
  reported           Bool,                       -- the provider's end report is there
  report_outcome     LowCardinality(String),     -- '' when the report does not say (Africa's Talking: Success)
  report_status      LowCardinality(String),     -- the provider's own word
  report_cost        String,
  report_hop_count   UInt32,
  report_duration_ms UInt64,
  next_started_at    DateTime64(3, 'UTC'),       -- same subscriber, same service code, within an hour; 1970 when none
  revision           UInt64,                     -- of the derivation, ever increasing
  is_deleted         UInt8,
  -- What is asked of single sessions, in the order of src/derive/session-facts.ts: reading it takes a third of
  -- the time that its forty columns take (bench/README.md). Times are after the start, in milliseconds.
  as_json            String MATERIALIZED toJSONString((
    toUnixTimestamp64Milli(started_at),
    toUnixTimestamp64Milli(last_hop_at) - toUnixTimestamp64Milli(started_at),
    toUnixTimestamp64Milli(last_answer_at) - toUnixTimestamp64Milli(started_at),
    toUnixTimestamp64Milli(last_update_at) - toUnixTimestamp64Milli(started_at),
    toUnixTimestamp64Milli(next_started_at) - toUnixTimestamp64Milli(started_at),
    idle_limit_s, provider, service_code, network, mcc, mnc, country, kind, capture, flow,
    service_name, service_version, environment, hop_count, path, path_ms, hook_names, hook_ms,
    hook_failed, arrayDistinct(attribute_keys), last_step, last_action_source, last_app_time_ms,
    last_hop_failed, ended, app_outcome, app_outcome_source, goal_marked, reported, report_outcome,
    report_status, report_cost
  )) CODEC(ZSTD),
  INDEX by_trace trace_id TYPE bloom_filter(0.01) GRANULARITY 4,
  INDEX by_session session_id TYPE bloom_filter(0.01) GRANULARITY 4,
  INDEX by_user user_hash TYPE bloom_filter(0.01) GRANULARITY 4,
  INDEX by_revision revision TYPE minmax GRANULARITY 4
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
PARTITION BY toYYYYMM(started_at)
ORDER BY (started_at, trace_id)
SETTINGS
  fsync_after_insert = 1,
  fsync_part_directory = 1,
  -- An eighth of the usual: whoever looks for one session reads as_json of all rows of its granule.
  index_granularity = 1024
