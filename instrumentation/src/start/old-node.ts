/**
 * What to say of a Node that is too old for us, or `undefined`.
 *
 * Every Node has to be able to read this file and those that import it: they load nothing else
 * before they have asked.
 */
export function oldNodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 15)) return undefined;
  return `Node ${version} is too old, expected 22.15 or newer; nothing is recorded`;
}
