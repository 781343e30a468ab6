import type { Framework } from './framework.ts';
import { patchUssdMenu } from './ussd-menu.ts';

/** A fork of ussd-menu-builder for more gateways. */
export const ussdBuilder: Framework = {
  packageName: 'ussd-builder',
  versions: ['>=1.0.0 <2'],
  files: { 'lib/ussd-menu.js': patchUssdMenu },
};
