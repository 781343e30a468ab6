/** As in package.json; `version.test.ts` compares them. */
export const VERSION = '0.1.0';
export const PACKAGE_NAME = '@hopscope/instrumentation';
