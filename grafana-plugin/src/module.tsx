import { AppPlugin, type AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import { lazy, Suspense } from 'react';

// Fetched when somebody opens a page. Nested plugins must not do this: their chunks would be asked
// for under their own address, where webpack does not put them.
const Root = lazy(async () => ({ default: (await import('./pages/Root.tsx')).Root }));
const Configuration = lazy(async () => ({
  default: (await import('./pages/configuration/Configuration.tsx')).Configuration,
}));

export const plugin = new AppPlugin()
  .setRootPage((props: AppRootProps) => (
    <Suspense fallback={<LoadingPlaceholder text="Loading…" />}>
      <Root {...props} />
    </Suspense>
  ))
  .addConfigPage({
    title: 'Configuration',
    icon: 'cog',
    id: 'configuration',
    body: () => (
      <Suspense fallback={<LoadingPlaceholder text="Loading…" />}>
        <Configuration />
      </Suspense>
    ),
  });
