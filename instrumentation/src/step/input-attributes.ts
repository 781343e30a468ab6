import type { Attributes } from '@opentelemetry/api';
import type { Secrets } from '../privacy/secrets.ts';
import {
  ATTR_USSD_INPUT_LENGTH,
  ATTR_USSD_INPUT_SOURCE,
  ATTR_USSD_INPUT_TEXT,
  ATTR_USSD_INPUT_TYPE,
  type CaptureLevel,
} from '../semconv.ts';
import type { Arrival } from './arrival.ts';
import { characterCount } from './character-count.ts';
import { classifyInput, type InputView } from './input.ts';

/** Longest input that networks let through, doubled. */
const INPUT_CHARACTERS_MAX = 320;

/** Says what an arrival is; several dialled choices are one. */
export function viewInput(arrival: Arrival): InputView {
  if (arrival.dialled.length === 0) return classifyInput(arrival.input, arrival.screen);
  const views = arrival.dialled.map((part) => classifyInput(part, undefined));
  const choice = views.every((view) => view.choice);
  return choice
    ? { type: 'option', classOnly: false, choice }
    : { type: 'text', classOnly: views.some((view) => view.classOnly), choice };
}

/**
 * Writes what may be known of an input: its class; from `standard` on its length, and choices; other
 * text only at `full`; of a secret nothing but that at any level (its length would help to guess it).
 */
export function addInput(
  attributes: Attributes,
  arrival: Arrival,
  view: InputView,
  level: CaptureLevel,
  secrets: Secrets,
): void {
  if (arrival.untold) return;
  attributes[ATTR_USSD_INPUT_TYPE] = view.type;
  if (arrival.source !== undefined) attributes[ATTR_USSD_INPUT_SOURCE] = arrival.source;
  if (view.type === 'none' || view.classOnly || level === 'minimal') return;
  attributes[ATTR_USSD_INPUT_LENGTH] = characterCount(arrival.input);
  const shown = level === 'full' || (level === 'standard' && view.choice);
  if (!shown) return;
  attributes[ATTR_USSD_INPUT_TEXT] = secrets.scrub(arrival.input).slice(0, INPUT_CHARACTERS_MAX);
}
