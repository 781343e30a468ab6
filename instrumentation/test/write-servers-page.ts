import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderServersPage } from './servers-page.ts';

const page = path.join(import.meta.dirname, '../../docs/servers.md');
writeFileSync(page, renderServersPage());
