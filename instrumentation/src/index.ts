export { markGoal } from './api/mark-goal.ts';
export { markSensitive } from './api/mark-sensitive.ts';
export { nameHook } from './api/name-hook.ts';
export { nameStep } from './api/name-step.ts';
export { setAction } from './api/set-action.ts';
export { setFlow } from './api/set-flow.ts';
export { setOutcome } from './api/set-outcome.ts';
export { UssdInstrumentation } from './instrumentation.ts';
export type {
  AppOutcome,
  Callback,
  CaptureLevel,
  ClientKind,
  EndReport,
  HookAction,
  Outcome,
  Provider,
  ProviderRequest,
  ProviderResponse,
  ScreenAnswer,
  SessionStore,
  StepAction,
  UssdInstrumentationConfig,
} from './types.ts';
