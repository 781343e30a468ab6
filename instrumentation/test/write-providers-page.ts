import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderProvidersPage } from './providers-page.ts';

const page = path.join(import.meta.dirname, '../../docs/providers.md');
writeFileSync(page, renderProvidersPage());
