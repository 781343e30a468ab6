import { classOf } from '../describe-problem.ts';
import { parseBody } from '../privacy/parse-body.ts';
import type { HookAction } from '../providers/provider.ts';
import { STEP_ACTIONS } from '../semconv.ts';
import { boundScreen } from '../step/bound-screen.ts';
import { hookActionOf } from '../step/hook-action.ts';
import { UssdProblem } from '../ussd-problem.ts';
import type { RecorderShared } from './recorder-parts.ts';

/**
 * What the answer of an app that is a hook tells its flow platform: by the user's function, else by
 * the default. A function that throws, or returns something else, has told nothing.
 */
export function readHookAction(shared: RecorderShared, body: string): HookAction | undefined {
  if (body === '') return undefined;
  const parsed = parseBody(body, undefined);
  const answer = parsed.kind === 'json' ? parsed.value : body;
  const { hookAction = hookActionOf } = shared.settings;
  let told: HookAction | undefined;
  try {
    told = hookAction(answer);
  } catch (error) {
    // Its message may quote the answer.
    const name = error instanceof Error ? classOf(error) : typeof error;
    shared.problems.report(
      'hook_action',
      new UssdProblem(`hookAction threw ${name}; no action is recorded`),
    );
    return undefined;
  }
  if (told === undefined || told === null) return undefined;
  if (STEP_ACTIONS.includes(told.action)) return bounded(told);
  const expected = `expected { action: ${STEP_ACTIONS.map((one) => `'${one}'`).join(' | ')} } or undefined`;
  shared.problems.report(
    'hook_action',
    new UssdProblem(`hookAction returned something else; ${expected}; no action is recorded`),
  );
  return undefined;
}

function bounded(told: HookAction): HookAction {
  const { message } = told;
  return typeof message === 'string' ? { ...told, message: boundScreen(message) } : told;
}
