/** What the tools need to install the packages; npm 10 comes with it. */
const OLDEST_TO_INSTALL = [20, 0];
/** The oldest that runs TypeScript as it is. */
export const OLDEST_TO_RUN = /** @type {const} */ ([22, 18]);

/**
 * Says why this Node will not do, or nothing.
 *
 * @param {string} version such as 20.20.2
 * @param {boolean} [toRun] whether it has to run the project itself, because the Node that comes
 *   with the packages is not there
 * @returns {string | undefined}
 */
export function installProblem(version, toRun = false) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor, needMinor] = toRun ? OLDEST_TO_RUN : OLDEST_TO_INSTALL;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return undefined;
  if (!toRun) return `This is Node ${version}; Node ${needMajor} or newer is needed to install.`;
  return [
    `This is Node ${version}, and ${needMajor}.${needMinor} or newer is needed to run.`,
    'A newer one comes with the packages, but npm has not run its install script',
    '(is `ignore-scripts=true` in your npm configuration?). Either of these helps:',
    '  npm ci --ignore-scripts=false',
    `  install Node ${needMajor}.${needMinor} or newer yourself`,
  ].join('\n');
}
