import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderPrivacyPage } from './privacy-page.ts';

const page = path.join(import.meta.dirname, '../../docs/privacy.md');
writeFileSync(page, renderPrivacyPage(readFileSync(page, 'utf8')));
