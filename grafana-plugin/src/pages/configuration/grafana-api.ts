import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import type { StoreStatus } from '@hopscope/client';
import { lastValueFrom } from 'rxjs';
import { DATASOURCE_ID } from '../../plugin-ids.ts';

/** A data source of ours as Grafana keeps it. */
export interface KeptDatasource {
  readonly uid: string;
  readonly name: string;
  readonly url: string;
  readonly hasToken: boolean;
}

interface ApiDatasource {
  readonly uid: string;
  readonly name: string;
  readonly url: string;
  readonly type: string;
}

/** What Save & test would say. */
export interface Health {
  readonly isOk: boolean;
  readonly message: string;
}

/** Asks Grafana's HTTP API, without a toast when it refuses. */
async function ask<Answer>(method: 'GET' | 'POST', url: string, data?: unknown): Promise<Answer> {
  const answer = getBackendSrv().fetch<Answer>({ method, url, data, showErrorAlert: false });
  return (await lastValueFrom(answer)).data;
}

/** All data sources of ours, by name; for administrators only. */
export async function listDatasources(): Promise<KeptDatasource[]> {
  const all = await ask<ApiDatasource[]>('GET', '/api/datasources');
  const ours = all.filter(({ type }) => type === DATASOURCE_ID);
  return Promise.all(
    ours.map(async ({ uid, name, url }) => {
      const { secureJsonFields } = await ask<{ secureJsonFields?: Record<string, boolean> }>(
        'GET',
        `/api/datasources/uid/${encodeURIComponent(uid)}`,
      );
      return { uid, name, url, hasToken: secureJsonFields?.token === true };
    }),
  );
}

/** Adds a data source of ours; Grafana's own parts of the page know of it afterwards, too. */
export async function addDatasource(url: string, token: string): Promise<void> {
  await ask('POST', '/api/datasources', {
    name: 'Hopscope',
    type: DATASOURCE_ID,
    access: 'proxy',
    url,
    ...(token !== '' && { secureJsonData: { token } }),
  });
  getDataSourceSrv().reload();
}

/** Asks a data source how it is; Grafana answers a sick one with status 400. */
export async function readHealth(uid: string): Promise<Health> {
  const path = `/api/datasources/uid/${encodeURIComponent(uid)}/health`;
  try {
    const { status, message } = await ask<{ status: string; message: string }>('GET', path);
    return { isOk: status === 'OK', message };
  } catch (error) {
    return { isOk: false, message: messageOf(error) };
  }
}

/** What is in the store behind a data source. */
export function readStatus(uid: string): Promise<StoreStatus> {
  return ask('GET', `/api/datasources/uid/${encodeURIComponent(uid)}/resources/status`);
}

/** What Grafana said of an error. */
export function messageOf(error: unknown): string {
  const { data } = (error ?? {}) as { data?: { message?: unknown; error?: unknown } };
  const said = data?.message ?? data?.error;
  return typeof said === 'string' && said !== '' ? said : 'Grafana did not answer.';
}
