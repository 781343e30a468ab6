import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openApiText, typesText } from './generated-texts.ts';

// Writes what backend/src/query/schema.ts says: `node client/generate.ts`.
await writeFile(join(import.meta.dirname, 'openapi.json'), openApiText());
await writeFile(join(import.meta.dirname, 'src/api.gen.ts'), await typesText());
