import type { RequestOptions, ServerOptions } from 'node:https';

// A shared key instead of a certificate, which would have to be kept somewhere and would run out.
const key = { psk: Buffer.from('0123456789abcdef'), identity: 'test' };
const suite = { ciphers: 'PSK-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' } as const;

export const tlsServer: ServerOptions = { ...suite, pskCallback: () => key.psk };

// Node hands these on to tls.connect; @types/node does not know it.
export const tlsClient = {
  ...suite,
  pskCallback: () => key,
  checkServerIdentity: () => undefined,
} as RequestOptions;
