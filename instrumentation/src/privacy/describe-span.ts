import {
  ATTR_USSD_CAPTURE_LEVEL,
  ATTR_USSD_INPUT_LENGTH,
  ATTR_USSD_INPUT_TEXT,
  ATTR_USSD_INPUT_TYPE,
  ATTR_USSD_OPERATION_NAME,
  CAPTURE_LEVELS,
} from '../semconv.ts';
import { type AttributeFate, type Fate, WHAT_LEAVES } from './what-leaves.ts';

/** A finished span, as far as it is explained: the SDK's `ReadableSpan` is one. */
export interface DescribedSpan {
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** One attribute of a span, or one that the span could have and does not. */
export interface SpanLine {
  readonly attribute: string;
  /** As it leaves; `undefined`: nothing does. */
  readonly value: string | undefined;
  /** `foreign`: put there by somebody else, and nothing of ours decides on it. */
  readonly fate: Fate | 'foreign';
  /** In words, for a person. */
  readonly why: string;
}

const BY_KEY = new Map(WHAT_LEAVES.map((row) => [row.key, row]));

/**
 * Explains a span of ours attribute by attribute: what leaves, what it was made of, and what stays
 * back at its level.
 */
export function describeSpan({ attributes }: DescribedSpan): SpanLine[] {
  const level = CAPTURE_LEVELS.find((one) => one === attributes[ATTR_USSD_CAPTURE_LEVEL]);
  const said = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([attribute, value]): SpanLine => {
      const row = BY_KEY.get(attribute);
      if (row === undefined || level === undefined) {
        return { attribute, value: String(value), fate: 'foreign', why: 'not of Hopscope' };
      }
      const { fate, as } = row[level];
      return { attribute, value: String(value), fate, why: `${row.what}: ${as}` };
    });
  if (level === undefined) return said;
  const operation = attributes[ATTR_USSD_OPERATION_NAME];
  const kept = WHAT_LEAVES.filter(
    (row) => row.on.some((on) => on === operation) && attributes[row.key] === undefined,
  ).flatMap((row) => {
    const why = whyMissing(row, level, attributes);
    const line: SpanLine = { attribute: row.key, value: undefined, fate: 'never', why: why ?? '' };
    return why === undefined ? [] : [line];
  });
  return [...said, ...kept];
}

function whyMissing(
  { key, what, ...levels }: AttributeFate,
  level: (typeof CAPTURE_LEVELS)[number],
  attributes: DescribedSpan['attributes'],
): string | undefined {
  if (key === ATTR_USSD_INPUT_TEXT || key === ATTR_USSD_INPUT_LENGTH) {
    const type = attributes[ATTR_USSD_INPUT_TYPE];
    if (type === 'secret') return `${what}: a secret, never sent at any level`;
    if (type === undefined || type === 'none') return undefined;
  }
  if (levels[level].fate === 'never') return `${what}: not sent at ${level}`;
  return key === ATTR_USSD_INPUT_TEXT
    ? `${what}: class only, it is no menu choice or the screen before it is not known`
    : undefined;
}
