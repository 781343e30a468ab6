import { globSync } from 'node:fs';
import process from 'node:process';
import { runTask } from '../run-task.mjs';

export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
}

/**
 * Types of every workspace, then lint and format.
 *
 * @param write formats in place instead of complaining.
 */
export async function runChecks(root: string, write = false): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  const projects = globSync(
    '{instrumentation,backend,client,grafana-plugin,examples/*,scripts,containers}{,/page,/build,/dashboards}/tsconfig.json',
    { cwd: root },
  ).sort();
  for (const project of projects) {
    const name = `types of ${project.replace(/\/tsconfig\.json$/, '')}`;
    const args = ['node_modules/typescript/bin/tsc', '-p', project];
    results.push({
      name,
      ...(await runTask(`Checking ${name}`, process.execPath, args, { cwd: root })),
    });
  }
  const biome = [
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    ...(write ? ['--write'] : []),
    '.',
  ];
  const name = 'lint and format';
  results.push({
    name,
    ...(await runTask(`Checking ${name}`, process.execPath, biome, { cwd: root })),
  });
  return results;
}
