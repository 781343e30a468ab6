import type { DataFrame, Field } from '@grafana/data';
import { layOutFlow } from './lay-out-flow.ts';
import { withRepeats } from './with-repeats.ts';

const WHOLE = new Intl.NumberFormat('en');
const ONE_DIGIT = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/**
 * Frames with those of a flow as Grafana's node graph shows them best: every screen in its place, and
 * numbers as texts, because it writes each with two digits and knows no units (`statToString` in its
 * panel). Rings and thickness stay numbers.
 */
export function withFlow(frames: readonly DataFrame[]): DataFrame[] {
  if (!frames.some(isOfFlow)) return [...frames];
  return withRepeats(layOutFlow(frames)).map((frame) => {
    if (!isOfFlow(frame)) return frame;
    const fields = frame.name === 'nodes' ? frame.fields.map(withMeaning) : frame.fields;
    return { ...frame, fields: fields.map(withTexts) };
  });
}

// The legend has no colour for them, so that it has to say where they stand.
const PLACES: Readonly<Record<string, string>> = {
  mainstat: 'Upper number: sessions',
  secondarystat: 'Lower number: drop-off',
};

/** A screen where fewer are lost says nothing of why: nearly every one would say "mostly abandoned". */
const TELLING_DROP_OFF = 0.1;

function withMeaning(field: Field, _index: number, fields: readonly Field[]): Field {
  const displayName = PLACES[field.name];
  if (displayName !== undefined) return { ...field, config: { ...field.config, displayName } };
  if (field.name !== 'subtitle') return field;
  const dropOffs = fields.find(({ name }) => name === 'secondarystat')?.values ?? [];
  const values = field.values.map((why, row) =>
    Number(dropOffs[row]) >= TELLING_DROP_OFF ? why : '',
  );
  return { ...field, values };
}

function isOfFlow({ name, meta }: DataFrame): boolean {
  return meta?.preferredVisualisationType === 'nodeGraph' && (name === 'nodes' || name === 'edges');
}

function withTexts(field: Field): Field {
  return isStat(field) ? toTexts(field) : field;
}

function isStat({ name, type }: Field): boolean {
  return `${type}` === 'number' && /^(mainstat|secondarystat|detail__)/.test(name);
}

function toTexts(field: Field): Field {
  const { unit } = field.config;
  const values = field.values.map((value: number | null) =>
    value === null ? '–' : toText(value, unit),
  );
  return {
    ...field,
    type: 'string' as Field['type'],
    values,
    config: { ...field.config, unit: '' },
  };
}

function toText(value: number, unit: string | undefined): string {
  if (unit === 'percentunit') return `${ONE_DIGIT.format(value * 100)} %`;
  if (unit === 'ms') return `${ONE_DIGIT.format(value / 1000)} s`;
  return WHOLE.format(value);
}
