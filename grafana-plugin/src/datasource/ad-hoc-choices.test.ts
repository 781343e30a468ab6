import type { TimeRange } from '@grafana/data';
import type { QueryRequest, SessionsClient } from '@hopscope/client';
import { expect, test } from 'vitest';
import { adHocKeys, adHocValues } from './ad-hoc-choices.ts';

const RANGE = { from: { valueOf: () => 1 }, to: { valueOf: () => 2 } } as unknown as TimeRange;

function answering(result: object) {
  const asked: QueryRequest[] = [];
  const client = {
    query: async (request: QueryRequest) => {
      asked.push(request);
      return { results: { values: result } };
    },
  } as unknown as SessionsClient;
  return { client, asked };
}

const values = (...texts: string[]) => ({
  status: 200,
  frames: [
    {
      schema: { name: 'values', refId: 'values', fields: [{ name: 'value' }] },
      data: { values: [texts] },
    },
  ],
});

test('keys are a session’s fields, then whatever attributes the spans have', async () => {
  const { client } = answering(values('app.language'));
  const keys = await adHocKeys(client, RANGE);
  expect(keys).toContainEqual({ text: 'network', value: 'network', group: 'Session' });
  expect(keys.at(-1)).toMatchObject({ value: 'app.language', group: 'Attributes of spans' });
});

test('values are asked for under the other filters, in the range that is shown', async () => {
  const { client, asked } = answering(values('sw', ''));
  const others = [
    { key: 'network', operator: '=', value: 'MTN' },
    { key: 'app.language', operator: '=', value: 'en' },
    { key: 'half', operator: '=', value: '' },
  ];
  const found = await adHocValues(client, RANGE, 'app.language', others);
  expect(asked[0]).toMatchObject({
    from: 1,
    to: 2,
    queries: [
      {
        queryType: 'values',
        attribute: 'app.language',
        filters: { attributes: [{ key: 'network', operator: '=', value: 'MTN' }] },
      },
    ],
  });
  // Grafana takes an empty value for no choice.
  expect(found).toEqual([
    { text: 'sw', value: 'sw' },
    { text: '(unknown)', value: '(unknown)' },
  ]);
});

test('what cannot be listed has no suggestions; other failures are told', async () => {
  const refusing = (status: number) =>
    answering({ status, error: 'no', field: 'attribute' }).client;
  await expect(adHocValues(refusing(422), RANGE, 'url.full', [])).resolves.toEqual([]);
  await expect(adHocValues(refusing(500), RANGE, 'network', [])).rejects.toThrow('no');
});
