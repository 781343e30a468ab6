import { OUTCOMES } from '@hopscope/instrumentation/semconv';
import { z } from 'zod';

const TEXT_MAX = 200;
const LIST_MAX = 200;

/** A text of a request. */
export const text = z.string().max(TEXT_MAX);
const texts = z.array(text).max(LIST_MAX);

/** What a key of an ad-hoc filter can be compared by: Grafana's signs. */
export const OPERATORS = ['=', '!=', '=~', '!~', '=|', '!=|', '<', '<=', '>', '>='] as const;

export const attributeFilterSchema = z
  .strictObject({
    key: text
      .min(1)
      .describe(
        'An attribute as the spans carry it, such as network.carrier.name or app.language; or a field of a session row, such as network.',
      ),
    operator: z
      .enum(OPERATORS)
      .describe(
        '=~ and !~ take a regular expression (RE2) that matches the whole value, =| and !=| a list, <, <=, > and >= a number.',
      ),
    value: text.default(''),
    values: texts.optional().describe('For =| and !=|.'),
  })
  .describe(
    'True of a session when any of the values that it has there fits; for !=, !~ and !=| when none does.',
  );

export const filtersSchema = z
  .strictObject({
    userHash: texts.describe('Subscribers, as `<key id>.<hash>`.'),
    msisdn: text.describe('A phone number in international form; needs HOPSCOPE_USER_HASH_KEY.'),
    sessionId: text.describe("The provider's id."),
    network: texts.describe("Carrier brands; '' where it is not known."),
    provider: texts,
    serviceCode: texts,
    outcome: z.array(z.enum(OUTCOMES)).max(OUTCOMES.length),
    version: texts.describe('Deployment versions, of the first hop.'),
    step: texts.describe('Sessions that were shown one of these screens.'),
    hook: texts.describe('Sessions that made one of these calls.'),
    flow: texts.describe('ussd.flow.name.'),
    environment: texts.describe('deployment.environment.name.'),
    hookError: z.boolean().describe('Sessions with a failed hook, or without one.'),
    kind: texts.describe(
      'live, simulator, probe. Default: live, unless an ad-hoc filter names the kind.',
    ),
    attributes: z.array(attributeFilterSchema).max(50).describe('Ad-hoc filters.'),
  })
  .partial()
  .describe('All of them together; a list means any of its values.');

export type Filters = z.output<typeof filtersSchema>;
export type AttributeFilter = z.output<typeof attributeFilterSchema>;
