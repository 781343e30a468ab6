import { objectOf, textOf } from '../providers/fields.ts';
import type { HookAction } from '../providers/provider.ts';
import { STEP_ACTIONS } from '../semconv.ts';

/**
 * Reads what a hook's answer tells a flow platform to do, in the forms that hooks use:
 * `{ action: 'retry', message: 'No such account' }`, the same inside an object
 * (`{ action: { type: 'retry', message } }`), or as a flag (`{ retry: true, message }`).
 *
 * USSDK names the four actions without showing their JSON (ussdk.me/docs/session-logs), so this is a
 * default: `hookAction` reads any other form. A flag has to be `true`: `{ end: '2026-12-01' }` is data.
 *
 * @returns `undefined` when it tells nothing: the platform goes on.
 */
export function hookActionOf(answer: unknown): HookAction | undefined {
  const fields = objectOf(answer);
  const nested = objectOf(fields.action);
  const action =
    actionOf(fields.action) ??
    actionOf(nested.type ?? nested.name) ??
    STEP_ACTIONS.find((one) => fields[one] === true);
  if (action === undefined) return undefined;
  const message = textOf(nested.message ?? fields.message);
  const input = textOf(nested.input ?? fields.input ?? nested.value ?? fields.value);
  return {
    action,
    ...(message !== undefined && { message }),
    ...(input !== undefined && { input }),
  };
}

function actionOf(word: unknown): HookAction['action'] | undefined {
  const folded = textOf(word)?.toLowerCase();
  return STEP_ACTIONS.find((action) => action === folded);
}
