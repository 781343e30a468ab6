import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** What a test run came to. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Name of a skipped test and why, where the test says so. */
  readonly notRun: readonly { readonly name: string; readonly why: string }[];
}

/** Counts the tests and writes a {@link Tally} where `HOPSCOPE_TEST_TALLY` says. */
export class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandled.length;
    const notRun: Tally['notRun'][number][] = [];
    for (const module of modules) {
      // A file that cannot be loaded has no tests to fail.
      if (module.errors().length > 0) failed += 1;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') passed += 1;
        else if (result.state === 'failed') failed += 1;
        else {
          const why = (result.state === 'skipped' && result.note) || 'it does not say why';
          notRun.push({ name: `${module.project.name}: ${test.fullName}`, why });
        }
      }
    }
    const tally: Tally = { passed, failed, skipped: notRun.length, notRun };
    const file = process.env.HOPSCOPE_TEST_TALLY;
    if (file) writeFileSync(file, JSON.stringify(tally));
  }
}

// vitest loads a reporter by its default export.
// biome-ignore lint/style/noDefaultExport: see above
export default TallyReporter;
