import type { HookAction, ScreenAnswer } from '../providers/provider.ts';
import type { Screen } from '../step/screen.ts';

/** The app's answer, read once. */
export interface Answered {
  /** `undefined`: there was none, or too little of it was kept. */
  readonly type: ScreenAnswer['type'] | undefined;
  readonly screen: Screen | undefined;
  /** The screen goes on. */
  readonly cut: boolean;
  /** A name that the answer carries. */
  readonly label: string | undefined;
  /** Why the gateway can show nothing; it ends the session then. */
  readonly errorType: string | undefined;
  /** The app is a hook: its answer is read by a flow platform, which draws the screens itself. */
  readonly byHook: boolean;
  /** What it told that platform to do. */
  readonly told: HookAction | undefined;
}

/** Nothing is known of an answer yet. */
export function unanswered(byHook: boolean, cut = false): Answered {
  return {
    type: undefined,
    screen: undefined,
    cut,
    label: undefined,
    errorType: undefined,
    byHook,
    told: undefined,
  };
}

/** Whether the session ends on this answer; what a flow platform does on a failed hook is not known. */
export function isEnding({ type, errorType, byHook }: Answered): boolean {
  return type === 'end' || (errorType !== undefined && !byHook);
}
