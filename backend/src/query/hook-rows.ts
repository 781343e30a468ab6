import type { Column } from './frame.ts';
import type { SpanOfSession } from './span-of-session.ts';
import { ownerOf } from './step-rows.ts';

/** A call of the app while it prepared the screen `stepIndex`; 0 when no step is known. */
export interface HookRow {
  readonly stepIndex: number;
  readonly hook: SpanOfSession;
}

/** The hooks of a session, each with the position of its step. */
export function toHookRows(spans: readonly SpanOfSession[]): HookRow[] {
  const steps = spans.filter((span) => span.operation === 'step');
  return spans
    .filter((span) => span.operation === 'hook')
    .map((hook) => {
      const owner = ownerOf(hook, steps);
      return { stepIndex: owner === undefined ? 0 : steps.indexOf(owner), hook };
    });
}

// Beside these nobody writes a port.
const USUAL_PORTS = new Set(['', '80', '443']);

function hostOf({ serverAddress, serverPort }: SpanOfSession): string {
  if (serverAddress === '' || USUAL_PORTS.has(serverPort)) {
    return serverAddress;
  }
  const host = serverAddress.includes(':') ? `[${serverAddress}]` : serverAddress;
  return `${host}:${serverPort}`;
}

const text = (name: string, value: (hook: SpanOfSession) => string): Column<HookRow> => ({
  name,
  type: 'string',
  value: (row) => value(row.hook),
});

/** The fields of the `hooks` frame. */
export const HOOK_COLUMNS: readonly Column<HookRow>[] = [
  { name: 'stepIndex', type: 'number', value: (row) => row.stepIndex },
  text('name', (hook) => hook.hookName),
  text('method', (hook) => hook.method),
  text('url', (hook) => hook.url),
  text('serverAddress', hostOf),
  { name: 'status', type: 'number', value: (row) => row.hook.status },
  {
    name: 'durationMs',
    type: 'number',
    value: (row) => row.hook.endMs - row.hook.startMs,
  },
  { name: 'startedAt', type: 'time', value: (row) => row.hook.startMs },
  text('requestBody', (hook) => hook.requestBody),
  text('responseBody', (hook) => hook.responseBody),
  text('errorType', (hook) => hook.errorType),
];
