import { BUILT_IN } from '../src/providers/built-in.ts';
import type { KeySet, Provider } from '../src/providers/provider.ts';
import { PROVIDER_NOTES } from './provider-notes.ts';
import { ALL_SAMPLES } from './provider-samples/all-samples.ts';

/** docs/providers.md: what the code recognises, what its samples show, and the notes. */
export function renderProvidersPage(): string {
  return [INTRODUCTION, table(), CUSTOM, ...BUILT_IN.map(section)].join('\n\n').concat('\n');
}

const INTRODUCTION = `# Providers

Which gateways are understood, and how far. Made from the code and its samples by
\`node instrumentation/test/write-providers-page.ts\`; a test fails while it is out of date.

A request is recognised by the exact names of its fields, whatever its path and its Content-Type say.
\`HOPSCOPE_PROVIDER\` names the one provider to look for; it is needed where two gateways send the same
form (below: by name only), and spares the others a mistake. \`HOPSCOPE_DEBUG=1\` says once per path
which provider was recognised.

Many gateways tell a service code only as the whole dialled string, or in a field that may hold it
(Arkesel, Nalo, MTN, Infobip, Uzo, HollaTags, TruRoute, FreeFlow, SouthPawsl...): set
\`HOPSCOPE_SERVICE_CODES\` for them, or the code is the first part and up to four digits behind it.

What a gateway does not document is not guessed: it is left out, and named below as not possible.`;

const CUSTOM = `## A gateway of your own

Ten lines, asked before the built-in ones. \`fields\` are those of the body, or of the query where there
is none; of XML the innermost elements. Return \`undefined\` for a request that is not yours after all.

\`\`\`js
const acme = {
  name: 'acme',
  inputMode: 'latest', // or 'cumulative', where each request repeats everything typed before
  idleLimitSeconds: 120,
  detect: { allOf: ['acmeSession', 'subscriber', 'typed'] },
  parseRequest: ({ fields: f }) => ({ sessionId: String(f.acmeSession), serviceCode: String(f.code),
    msisdn: String(f.subscriber), text: String(f.typed), start: f.turn === '1' }),
  readAnswer: ({ body }) => ({ type: body.startsWith('>') ? 'continue' : 'end', text: body.slice(1) }),
};
new UssdInstrumentation({ providers: [acme] });
\`\`\`

The type \`Provider\` explains the rest: end notifications, network codes, dialled strings.`;

function table(): string {
  const rows = BUILT_IN.map((provider) => {
    const { title, callback } = notesOf(provider);
    const ends = provider.detectEndReport === undefined ? 'no' : 'yes';
    const screens = provider.detect === undefined ? 'no' : provider.inputMode;
    const how = provider.onlyByName === true ? 'by name only' : 'by itself';
    return `| [${title}](#${provider.name}) | \`${provider.name}\` | ${callback} | ${screens} | ${ends} | ${how} |`;
  });
  return [
    '| Gateway | Name | Callback | Inputs | Reports ends | Recognised |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function section(provider: Provider): string {
  const notes = notesOf(provider);
  const { detect, detectEndReport, idleLimitSeconds } = provider;
  const lines = [
    `<a id="${provider.name}"></a>`,
    `## ${notes.title}`,
    '',
    `- Countries: ${notes.countries}`,
    `- Recognised by: ${detect === undefined ? 'its end report only' : fieldsOf(detect)}${
      provider.onlyByName === true ? ', and only when HOPSCOPE_PROVIDER names it' : ''
    }`,
    `- Read: ${notes.read}`,
    `- Network: ${notes.network}`,
    `- Answer: ${notes.answer}`,
  ];
  if (detectEndReport !== undefined) {
    lines.push(
      `- End report recognised by: ${fieldsOf(detectEndReport)}`,
      `- Its words: ${words(provider)}`,
    );
  }
  lines.push(`- Idle limit: ${idleLimitSeconds} s`);
  if (notes.inferred !== undefined) lines.push(`- Inferred: ${notes.inferred}`);
  if (notes.notPossible !== undefined) lines.push(`- Not possible: ${notes.notPossible}`);
  lines.push(`- Source: ${notes.source}`, `- Samples in the tests: ${samples(provider)}`);
  return lines.join('\n');
}

function notesOf({ name }: Provider) {
  const notes = PROVIDER_NOTES[name];
  if (notes === undefined) throw new Error(`provider-notes.ts has nothing on ${name}`);
  return notes;
}

function fieldsOf({ allOf, anyOf, noneOf, values, path }: KeySet): string {
  const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
  const parts = [list(allOf.filter((name) => name !== '<'))];
  if (allOf.includes('<')) parts.push('as XML');
  if (anyOf !== undefined) parts.push(`with ${anyOf.map((name) => `\`${name}\``).join(' or ')}`);
  if (noneOf !== undefined) parts.push(`without ${list(noneOf)}`);
  for (const [name, pattern] of Object.entries(values ?? {})) {
    const where = name === '<' ? 'the root, if any,' : `\`${name}\``;
    parts.push(`${where} like \`${pattern}\``);
  }
  if (path !== undefined) parts.push(`the path like \`${path}\``);
  return parts.join(', ');
}

/** From the samples, whose spans are tested. */
function words(provider: Provider): string {
  const told = new Map<string, string>();
  for (const { expected } of samplesOf(provider)) {
    const status = expected['ussd.end_report.status'];
    if (status === undefined) continue;
    told.set(String(status), String(expected['ussd.session.outcome'] ?? 'an END was shown'));
  }
  return [...told].map(([status, outcome]) => `\`${status}\` → ${outcome}`).join(', ');
}

function samples(provider: Provider): string {
  const all = samplesOf(provider);
  const made = all.filter((sample) => sample.made === true).length;
  return `${all.length - made} from the sources, ${made} made from documented fields`;
}

function samplesOf({ name }: Provider) {
  return ALL_SAMPLES.find(({ provider }) => provider === name)?.samples ?? [];
}
