import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names the packages of package-lock.json that are not installed in that version. npm writes
 * node_modules/.package-lock.json last, so an install that was interrupted counts as nothing.
 *
 * @param {string} root
 * @returns {string[]}
 */
export function missingPackages(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules/.package-lock.json'));
  return Object.entries(wanted)
    .filter(([path, { version, optional, link }]) => {
      // Optional ones are mostly for other systems; npm has decided about them already.
      if (!path.includes('node_modules/') || optional) return false;
      const there = present[path];
      return !there || (!link && there.version !== version);
    })
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string; optional?: boolean; link?: boolean }>}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}
