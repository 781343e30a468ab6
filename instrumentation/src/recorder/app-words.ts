import type { StepAction } from '../semconv.ts';

/** What the app itself says of one hop, through the API. */
export interface AppWords {
  stepName?: string;
  action?: StepAction;
  message?: string;
  /** The name of a goal that was marked on this hop. */
  goal?: string;
  /** It said how the session went, or marked a goal; what, is in the session's memory. */
  outcome?: true;
  /** The input is a secret. */
  sensitive?: true;
}
