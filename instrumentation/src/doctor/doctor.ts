import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { createExplain } from '../providers/explain-detection.ts';
import { sessionIds } from '../session/ids.ts';
import { startApp } from './app-process.ts';
import { waitForTrace } from './backend-trace.ts';
import { type DialledSession, dialSession } from './dial-session.ts';
import { type DoctorOptions, parseDoctorOptions, USAGE } from './doctor-options.ts';
import { formatDryRun } from './format-dry-run.ts';
import { formatHops } from './format-hops.ts';
import { formatTree } from './format-tree.ts';
import { startSpanSink } from './span-sink.ts';

const SINK_QUIET_MS = 300;

/**
 * `npx @hopscope/instrumentation doctor`: dials the app as a gateway does and shows the session.
 *
 * @param args what stands behind `doctor`
 * @param register what `--import` loads, as a URL
 * @returns the exit code: 0 the session was recorded, 1 it was not, 2 the command line is wrong
 */
export async function runDoctor(args: readonly string[], register: string): Promise<number> {
  const sessionId = `doctor-${randomBytes(6).toString('hex')}`;
  const parsed = parseDoctorOptions(args, sessionId);
  switch (parsed.status) {
    case 'help':
      say(USAGE);
      return 0;
    case 'wrong':
      complain(`${parsed.why}\n\n${USAGE}`);
      return 2;
    case 'ready':
      return parsed.options.dryRun ? dryRun(parsed.options, register) : examine(parsed.options);
  }
}

/** The app runs and sends to the backend: shows what arrived there. */
async function examine(options: DoctorOptions): Promise<number> {
  const dialled = await dialSession(options);
  if (!sayDialled(dialled, options)) return 1;
  const { traceId } = sessionIds(options.dialect.provider, options.caller.sessionId);
  const trace = await waitForTrace(options.backend, options.token, traceId, dialled.hops.length);
  switch (trace.status) {
    case 'failed':
      complain(`The session cannot be looked up: ${trace.why}.`);
      return 1;
    case 'missing':
      complain(
        `The app answered, but nothing of the session arrived at ${options.backend.origin}.\n` +
          'Is it started with --import @hopscope/instrumentation/register, and does it send there\n' +
          '(OTEL_EXPORTER_OTLP_ENDPOINT), with the token, if the backend has one\n' +
          '(OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer <token>")? HOPSCOPE_DEBUG=1 says what the\n' +
          'instrumentation makes of a request.',
      );
      return 1;
    case 'found':
      say(`Recorded at ${options.backend.origin}, trace ${traceId}:\n`);
      say(formatTree(trace.spans).join('\n'));
      say(`\n${new URL(`/?session=${traceId}`, options.backend)}`);
      return dialled.problem === undefined ? 0 : 1;
  }
}

/** Nothing is sent: shows what would be. */
async function dryRun(options: DoctorOptions, register: string): Promise<number> {
  const sink = await startSpanSink();
  try {
    const app = await startApp(
      options.command,
      options.url,
      register,
      sink.endpoint,
      options.capture,
    );
    let dialled: DialledSession;
    try {
      dialled = await dialSession(options);
    } finally {
      await app.stop();
    }
    if (!sayDialled(dialled, options)) return 1;
    // What the app sent last may still be in the socket.
    for (let count = -1; count !== sink.spans.length; ) {
      count = sink.spans.length;
      await pause(SINK_QUIET_MS);
    }
    if (sink.spans.length === 0) {
      complain('The app answered, but recorded nothing. HOPSCOPE_DEBUG=1 says why.');
      return 1;
    }
    say(formatDryRun(sink.spans, sink.resource, options.capture).join('\n'));
    return dialled.problem === undefined ? 0 : 1;
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    sink.close();
  }
}

/** @returns whether there is anything to look for. */
function sayDialled({ hops, problem }: DialledSession, options: DoctorOptions): boolean {
  if (hops.length > 0) {
    say(`Dialled ${options.caller.code} as ${options.dialect.provider} does:\n`);
    say(`${formatHops(hops).join('\n')}\n`);
  }
  if (problem !== undefined) complain(`${problem}\n`);
  const [first] = hops;
  if (first === undefined) return false;
  const { provider } = options.dialect;
  const said = createExplain([], provider)(first.request);
  if (!said.startsWith('a USSD')) complain(`${said}\n`);
  return true;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}
