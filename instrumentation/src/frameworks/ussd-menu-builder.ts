import type { Framework } from './framework.ts';
import { patchUssdMenu } from './ussd-menu.ts';

export const ussdMenuBuilder: Framework = {
  packageName: 'ussd-menu-builder',
  versions: ['>=1.0.0 <2'],
  files: { 'lib/ussd-menu.js': patchUssdMenu },
};
