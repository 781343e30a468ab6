import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { openApi } from '../backend/src/query/openapi.ts';

const BANNER = `// Generated from backend/src/query/{schema,answer-schema}.ts by client/generate.ts: change those.
`;

/** The API's OpenAPI document. */
export function openApiText(): string {
  return `${JSON.stringify(openApi(), undefined, 2)}\n`;
}

/** One TypeScript type for each of its schemas. */
export async function typesText(): Promise<string> {
  const { components } = openApi() as { components: { schemas: Record<string, JSONSchema> } };
  const text = JSON.stringify(components.schemas).replaceAll('#/components/schemas/', '#/$defs/');
  // A reference with a default beside it would become a second type of the same shape.
  const definitions = JSON.parse(text, (_, value: unknown) =>
    typeof value === 'object' && value !== null && '$ref' in value ? { $ref: value.$ref } : value,
  ) as Record<string, JSONSchema>;
  const root: JSONSchema = {
    title: 'Api',
    type: 'object',
    additionalProperties: false,
    required: Object.keys(definitions),
    properties: Object.fromEntries(
      Object.keys(definitions).map((name) => [name, { $ref: `#/$defs/${name}` }]),
    ),
    $defs: definitions,
  };
  return await compile(root, 'Api', {
    bannerComment: BANNER,
    additionalProperties: false,
    // Bounds would become unions of tuples.
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 100, trailingComma: 'all' },
  });
}
