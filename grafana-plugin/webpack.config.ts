import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration, RuleSetRule } from 'webpack';
import base, { type Env } from './.config/webpack/webpack.config.ts';

/**
 * The scaffolded configuration, and two things it leaves out: the logos of nested plugins, and JSX
 * without a `React` in every file (Grafana shares `react/jsx-runtime` since 12.3).
 */
export default async function config(env: Env): Promise<Configuration> {
  const scaffolded = await base(env);
  for (const rule of (scaffolded.module?.rules ?? []) as RuleSetRule[]) {
    if (typeof rule.use === 'object' && 'loader' in rule.use && rule.use.loader === 'swc-loader') {
      const { jsc } = rule.use.options as { jsc: Record<string, unknown> };
      jsc.transform = { react: { runtime: 'automatic' } };
    }
  }
  scaffolded.plugins?.push(new CopyWebpackPlugin({ patterns: [{ from: '*/img/*', to: '.' }] }));
  return scaffolded;
}
