import { DataSourcePlugin } from '@grafana/data';
import { HopscopeDatasource } from './datasource.ts';
import { ConfigEditor } from './editors/ConfigEditor.tsx';
import { QueryEditor } from './editors/QueryEditor.tsx';
import type { HopscopeOptions, HopscopeQuery, HopscopeSecrets } from './query.ts';

export const plugin = new DataSourcePlugin<
  HopscopeDatasource,
  HopscopeQuery,
  HopscopeOptions,
  HopscopeSecrets
>(HopscopeDatasource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
