import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDerivedUntil } from '../src/derive/derived-until.ts';
import { FACT_COLUMNS, SUPERSEDE_WINDOW_MS, sessionFactsSql } from '../src/derive/session-sql.ts';
import { createStore, type Store } from '../src/store/store.ts';

/** A filled store that is kept between runs. */
export interface Filled {
  readonly dataDir: string;
  readonly sessions: number;
  /** The month in which they start. */
  readonly fromMs: number;
  readonly toMs: number;
}

const DAY = 86_400_000;
const TO = Date.UTC(2026, 10, 21);
const FROM = TO - 30 * DAY;
// Change it with anything that changes the rows.
const EDITION = 2;
const CHUNK = 50_000;

const silent = { info() {}, warn() {}, error: console.error };

/** Fills the store with a month of sessions, 7 spans each on average, unless an earlier run did. */
export async function fillStore(sessions: number): Promise<Filled> {
  const dataDir = join(tmpdir(), `hopscope-bench-${sessions}-${EDITION}`);
  const filled = { dataDir, sessions, fromMs: FROM, toMs: TO };
  if (await exists(dataDir)) return filled;
  const building = `${dataDir}-building`;
  await rm(building, { recursive: true, force: true });
  await mkdir(building);
  const store = await createStore({ dataDir: building, log: silent });
  for (let from = 0; from < sessions; from += CHUNK) {
    const base = sessionsSql(from, Math.min(CHUNK, sessions - from), sessions);
    for (const [operation, columns] of Object.entries(SPANS)) {
      await store.deriver.command(spansSql(operation, columns, base));
    }
  }
  await deriveAll(store);
  await store.close();
  await rename(building, dataDir);
  return filled;
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

const random = (salt: string, below: number) => `cityHash64(n, '${salt}') % ${below}`;

// Three ways through the menu, left after any screen.
const PATHS = [
  ['main_menu', 'send_number', 'send_amount', 'send_confirm', 'send_pin', 'receipt'],
  ['main_menu', 'airtime_amount', 'airtime_confirm', 'airtime_done'],
  ['main_menu', 'account', 'balance_pin', 'balance'],
  ['main_menu', 'pay_bill', 'bill_account', 'bill_amount', 'bill_confirm', 'bill_done'],
];

function sessionsSql(from: number, count: number, all: number): string {
  return `
SELECT
  number AS n,
  lower(hex(MD5(concat('load/', toString(n))))) AS trace_id,
  -- Half of the day's calls come around noon.
  ${FROM} + (n % 30) * ${DAY} + intDiv((${random('a', DAY)} + ${random('b', DAY)}), 2) AS session_ms,
  ${JSON.stringify(PATHS).replaceAll('"', "'")}[1 + ${random('path', 4)}] AS whole,
  least(length(whole), 1 + ${random('depth', 9)}) AS depth,
  arraySlice(whole, 1, depth) AS shown,
  -- One in eight is asked a second time.
  if(${random('retry', 8)} = 0, arrayPushBack(shown, shown[-1]), shown) AS path,
  depth = length(whole) AS is_complete,
  arrayEnumerate(path) AS positions,
  ['Safaricom', 'Safaricom', 'Safaricom', 'Airtel', 'Airtel', 'Telkom', ''][1 + ${random('network', 7)}] AS network,
  ['*384*123#', '*384*123#', '*920#'][1 + ${random('code', 3)}] AS service_code,
  if(service_code = '*920#', 'arkesel', 'africastalking') AS provider,
  concat('2026.11.', toString(intDiv(n % 30, 6))) AS service_version,
  if(${random('kind', 50)} = 0, 'simulator', 'live') AS client_kind,
  concat('ATUid_', lower(hex(MD5(toString(n))))) AS session_id,
  concat('k1.', substring(base64Encode(MD5(concat('user', toString(${random('user', Math.ceil(all / 5))})))), 1, 22)) AS user_hash,
  ['en', 'sw', 'fr'][1 + ${random('language', 3)}] AS language
FROM numbers(${from}, ${count})`;
}

const COMMON =
  'trace_id, network, service_code, provider, service_version, client_kind, session_id, user_hash';

const STEP_MS = '(session_ms + (position - 1) * 6000 + cityHash64(n, position) % 4000)';

const SPANS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  step: {
    span_id: 'lower(substring(hex(MD5(concat(trace_id, toString(position)))), 1, 16))',
    start_ns: `toUInt64(${STEP_MS}) * 1000000`,
    end_ns: `toUInt64(${STEP_MS} + 20 + cityHash64(n, position, 'app') % 400) * 1000000`,
    step_index: 'position - 1',
    step_name: 'path[position]',
    response_type: "if(is_complete AND position = length(path), 'end', 'continue')",
    outcome: `if(is_complete AND position = length(path), if(${random('reject', 12)} = 0, 'rejected', 'completed'), '')`,
    outcome_source: "if(is_complete AND position = length(path), 'inferred', '')",
    error_type: "if(cityHash64(n, position, 'error') % 400 = 0, 'TypeError', '')",
    response_text:
      "concat('Welcome to Kash ', path[position], '\\n1. Send money\\n2. Buy airtime')",
    input_text: "'1'",
    idle_limit_s: '180',
    attributes: "map('app.language', language, 'app.tier', toString(n % 4))",
  },
  hook: {
    span_id: "lower(substring(hex(MD5(concat(trace_id, 'hook', toString(position)))), 1, 16))",
    start_ns: `toUInt64(${STEP_MS} + 5) * 1000000`,
    end_ns: `toUInt64(${STEP_MS} + 10 + cityHash64(n, position, 'hook') % 350) * 1000000`,
    hook_name: "['account_balance', 'customer_lookup', 'transfer'][1 + position % 3]",
    http_method: "'POST'",
    http_status: "if(cityHash64(n, position, 'status') % 60 = 0, 503, 200)",
    server_address: "'core-banking.internal'",
  },
  session: {
    span_id: "lower(substring(hex(MD5(concat(trace_id, 'root'))), 1, 16))",
    start_ns: 'toUInt64(session_ms) * 1000000',
    end_ns: `toUInt64(session_ms + 6000 * length(path)) * 1000000`,
    outcome: "'completed'",
    outcome_source: "'inferred'",
  },
};

function spansSql(operation: string, columns: Readonly<Record<string, string>>, base: string) {
  const rows =
    operation === 'session'
      ? `SELECT * FROM (${base}) WHERE is_complete`
      : `SELECT *, arrayJoin(positions) AS position FROM (${base})`;
  const some = operation === 'hook' ? 'WHERE (n + position) % 5 < 2' : '';
  return `
INSERT INTO spans (operation, service_name, environment, capture, ${COMMON}, ${Object.keys(columns).join(', ')})
SELECT '${operation}', 'kash-ussd', 'production', 'standard', ${COMMON}, ${Object.values(columns).join(', ')}
FROM (${rows}) ${some}
SETTINGS prefer_column_name_to_alias = 1`;
}

const columns = FACT_COLUMNS.join(', ');

// So many traces at once as fit into some hundred MiB.
const PARTS = 32;
// 'g' comes after all of them.
const hexDigits = (part: number) =>
  part === PARTS ? 'g' : ((part * 256) / PARTS).toString(16).padStart(2, '0');

async function deriveAll(store: Store): Promise<void> {
  for (let part = 0; part < PARTS; part += 1) {
    await store.deriver.command(`
INSERT INTO sessions (${columns}, revision)
SELECT ${columns}, 1
FROM (${sessionFactsSql(`trace_id >= '${hexDigits(part)}' AND trace_id < '${hexDigits(part + 1)}'`)})
SETTINGS prefer_column_name_to_alias = 1, optimize_move_to_prewhere_if_final = 1, max_threads = 2`);
  }
  await store.deriver.command(`
INSERT INTO sessions (${columns}, next_started_at, revision)
SELECT ${columns}, next, 2
FROM (
  SELECT ${columns}, leadInFrame(started_at) OVER (
    PARTITION BY user_hash, service_code ORDER BY started_at, trace_id
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS next
  FROM sessions FINAL
)
WHERE next > toDateTime64(0, 3, 'UTC') AND dateDiff(millisecond, started_at, next) <= ${SUPERSEDE_WINDOW_MS}`);
  await writeDerivedUntil(store.deriver, Date.now(), 3n);
}
