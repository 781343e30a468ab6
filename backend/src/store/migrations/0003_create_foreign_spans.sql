-- Spans of other instrumentations (http, pg ...). They stay only when their trace turns out to hold
-- a USSD session (src/store/foreign-spans.ts). Column order: src/decode/foreign-row.ts.
CREATE TABLE IF NOT EXISTS foreign_spans
(
  trace_id       FixedString(32),
  span_id        FixedString(16),
  parent_span_id String,
  name           LowCardinality(String),
  kind           UInt8,                     -- OTLP: 1 internal, 2 server, 3 client, 4 producer, 5 consumer
  start_ns       UInt64 CODEC(Delta, ZSTD),
  end_ns         UInt64 CODEC(Delta, ZSTD),
  status_code    UInt8,
  status_message String,
  service_name   LowCardinality(String),
  attributes     Map(LowCardinality(String), String),
  received_at    DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(fromUnixTimestamp64Nano(toInt64(start_ns)))
ORDER BY (trace_id, span_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
