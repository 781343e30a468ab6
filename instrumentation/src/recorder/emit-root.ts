import { type Attributes, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { ATTR_USSD_SERVICE_CODE } from '../semconv.ts';
import { startRoot } from '../session/root-span.ts';
import type { SessionMemory } from '../session/session-memory.ts';
import { UssdProblem } from '../ussd-problem.ts';
import type { RecorderShared } from './recorder-parts.ts';
import { SESSION_STARTS } from './start-attributes.ts';

/** The root's name: low in cardinality, the same before and after. */
export function rootName(attributes: Attributes): string {
  const code = attributes[ATTR_USSD_SERVICE_CODE];
  return code === undefined ? 'session' : `session ${String(code)}`;
}

/** What the root says beyond what every span of its session does. */
export interface RootEnd {
  readonly attributes: Attributes;
  readonly failed: boolean;
  /** Unix milliseconds. */
  readonly atMs: number;
  /** Where there is a session store: not without its word that no other process does it. */
  readonly onlyIfClaimed?: boolean;
}

/**
 * Emits the root of a session that has ended, with its true start; at most once per process, and at
 * most once over all processes that share a session store which answers.
 */
export function emitRoot(shared: RecorderShared, memory: SessionMemory, end: RootEnd): void {
  if (memory.rootEmitted) return;
  memory.rootEmitted = true;
  const { sessions, problems, openWork } = shared;
  if (sessions === undefined) {
    emit(shared, memory, end);
    return;
  }
  const claimed = sessions.claimRoot(memory.ids).then((won) => {
    if (won ?? end.onlyIfClaimed !== true) problems.guard('root', () => emit(shared, memory, end));
  });
  openWork.add(claimed);
}

function emit(shared: RecorderShared, memory: SessionMemory, end: RootEnd): void {
  const root = startRoot(shared.tracer, memory.ids, rootName(memory.attributes), {
    kind: SpanKind.INTERNAL,
    startTime: memory.startMs,
    attributes: SESSION_STARTS,
  });
  if (root.status === 'ids_refused') {
    shared.problems.report(
      'ids',
      new UssdProblem(
        'No session spans are sent: this OpenTelemetry SDK does not let the library choose span ids. ' +
          'Steps and hooks are not affected. Known to work: @opentelemetry/sdk-trace 3.x and sdk-trace-base 2.x',
      ),
    );
  }
  if (root.status !== 'started') return;
  root.span.setAttributes({ ...memory.attributes, ...end.attributes });
  if (end.failed) root.span.setStatus({ code: SpanStatusCode.ERROR });
  root.span.end(end.atMs);
}
