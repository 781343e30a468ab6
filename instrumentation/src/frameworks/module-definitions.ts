import path from 'node:path';
import {
  InstrumentationNodeModuleDefinition,
  InstrumentationNodeModuleFile,
} from '@opentelemetry/instrumentation';
import { FRAMEWORKS } from './all-frameworks.ts';
import type { Framework } from './framework.ts';
import type { Patches } from './patches.ts';

/** The frameworks as OpenTelemetry's module hooks want them; they are patched by what `patches` gives. */
export function moduleDefinitions(
  patches: () => Patches | undefined,
): InstrumentationNodeModuleDefinition[] {
  return FRAMEWORKS.map(({ packageName, versions, files }) => {
    const patcher = (patch: Framework['files'][string]) => (exports: unknown) =>
      patches()?.file(exports, patch) ?? exports;
    const { '': main, ...others } = files;
    return new InstrumentationNodeModuleDefinition(
      packageName,
      [...versions],
      main && patcher(main),
      undefined,
      Object.entries(others).map(
        ([file, patch]) =>
          new InstrumentationNodeModuleFile(
            path.join(packageName, file),
            [...versions],
            patcher(patch),
            () => {},
          ),
      ),
    );
  });
}
