import { advancedUssdBuilder } from './advanced-ussd-builder.ts';
import { africastalking } from './africastalking.ts';
import type { Framework } from './framework.ts';
import { ussdBuilder } from './ussd-builder.ts';
import { ussdMenuBuilder } from './ussd-menu-builder.ts';
import { ussdStateBuilder } from './ussd-state-builder.ts';

export const FRAMEWORKS: readonly Framework[] = [
  ussdMenuBuilder,
  ussdBuilder,
  africastalking,
  ussdStateBuilder,
  advancedUssdBuilder,
];

/**
 * Those whose classes stand in the package's main file: `import` does not come past `require` there,
 * as it does for the files that a main file requires.
 */
export const HOOKED_FOR_IMPORT: readonly string[] = FRAMEWORKS.filter(
  ({ files }) => '' in files,
).map(({ packageName }) => packageName);
