import type { GatewayAnswer, GatewayRequest, Turn } from './dialect.ts';

const PATH = '/ussd';

export function jsonRequest(body: unknown, path = PATH, method = 'POST'): GatewayRequest {
  const headers = { 'content-type': 'application/json' };
  return { method, path, headers, body: JSON.stringify(body) };
}

export function formRequest(fields: Readonly<Record<string, string>>): GatewayRequest {
  return {
    method: 'POST',
    path: PATH,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  };
}

export function getRequest(fields: Readonly<Record<string, string>>): GatewayRequest {
  return { method: 'GET', path: `${PATH}?${new URLSearchParams(fields)}`, headers: {}, body: '' };
}

export function xmlRequest(root: string, content: string): GatewayRequest {
  return {
    method: 'POST',
    path: PATH,
    headers: { 'content-type': 'text/xml' },
    body: `<${root}>${content}</${root}>`,
  };
}

export function elements(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
    .join('');
}

export function jsonAnswer(body: unknown): GatewayAnswer {
  return { headers: {}, body: JSON.stringify(body) };
}

export function xmlAnswer(root: string, content: string): GatewayAnswer {
  return { headers: {}, body: `<${root}>${content}</${root}>` };
}

export function conEndAnswer(screen: string, more: boolean): GatewayAnswer {
  return { headers: {}, body: `${more ? 'CON' : 'END'} ${screen}` };
}

/** What was typed last. */
export function lastInput({ inputs }: Turn): string {
  return inputs.at(-1) ?? '';
}

/** Code and inputs as one string that was dialled: `*928*1*2#`. */
export function dialledString(code: string, { inputs }: Turn): string {
  return `${[code.replace(/#$/, ''), ...inputs].join('*')}#`;
}

/** The dialled string at the start, then the newest input. */
export function latestInput(code: string, turn: Turn): string {
  return turn.first ? dialledString(code, turn) : lastInput(turn);
}

/** A code as some gateways write it, without its first `*` and last `#`: `928*1`. */
export function bareCode(code: string): string {
  return code.replace(/^\*|#$/g, '');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
