export { nameStep } from './api/name-step.ts';
export { UssdInstrumentation } from './instrumentation.ts';
export type {
  CaptureLevel,
  ClientKind,
  Outcome,
  Provider,
  UssdInstrumentationConfig,
} from './types.ts';
