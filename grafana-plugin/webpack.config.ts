import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import base, { type Env } from './.config/webpack/webpack.config.ts';

/** The scaffolded configuration, and the one thing it leaves out: the logos of nested plugins. */
export default async function config(env: Env): Promise<Configuration> {
  const scaffolded = await base(env);
  return {
    ...scaffolded,
    plugins: [
      ...(scaffolded.plugins ?? []),
      new CopyWebpackPlugin({ patterns: [{ from: '*/img/*', to: '.' }] }),
    ],
  };
}
