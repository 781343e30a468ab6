import type { Span } from './span.ts';

/** When the demo session starts, unix ms. */
export const DEMO_START = Date.UTC(2026, 10, 20, 10);

const common = {
  provider: 'africastalking',
  service_code: '*384*1#',
  network: 'Safaricom',
  mcc: '639',
  mnc: '02',
  country: 'KE',
  client_kind: 'live',
  capture: 'full',
  service_name: 'wallet',
  service_version: '1.4.0',
  environment: 'test',
  idle_limit_s: 180,
};

/** What a session of the demo differs in. */
export interface DemoSession {
  /** Two hex digits. */
  readonly id: string;
  readonly startMs?: number;
  readonly network?: string;
  readonly userHash?: string;
  /** Left open after the second screen. */
  readonly isLeft?: boolean;
}

/** A transfer of money: menu, amount, receipt; a bank is called for the receipt and fails once. */
export function demoSession({
  id,
  startMs = DEMO_START,
  network = 'Safaricom',
  userHash = 'k1.anna',
  isLeft = false,
}: DemoSession): Span[] {
  const trace_id = id.repeat(16);
  const session = {
    ...common,
    trace_id,
    network,
    session_id: `ATUid_${id}`,
    user_hash: userHash,
    user_id: '+254711000111',
  };
  const spanId = (number: number) => `${id}${String(number).padStart(14, '0')}`;
  const hops: Span[] = [
    {
      ...session,
      span_id: spanId(1),
      operation: 'step',
      start_ms: startMs,
      end_ms: startMs + 100,
      step_index: 0,
      step_name: 'menu',
      step_name_source: 'screen',
      action: 'next',
      input_type: 'none',
      response_type: 'continue',
      response_text: 'Wallet\n1. Send',
      response_length: 14,
    },
    {
      ...session,
      span_id: spanId(2),
      operation: 'step',
      start_ms: startMs + 5_100,
      end_ms: startMs + 5_300,
      step_index: 1,
      step_name: 'amount',
      action: 'next',
      action_source: 'user',
      input_type: 'option',
      input_text: '1',
      input_length: 1,
      input_source: 'user',
      response_type: 'continue',
      response_text: 'Amount?',
      response_length: 7,
    },
  ];
  if (isLeft) return hops;
  return [
    ...hops,
    {
      ...session,
      span_id: spanId(3),
      operation: 'step',
      start_ms: startMs + 15_300,
      end_ms: startMs + 16_300,
      step_index: 2,
      step_name: 'receipt',
      action: 'end',
      action_source: 'user',
      input_type: 'number',
      input_text: '250',
      input_length: 3,
      response_type: 'end',
      response_text: 'Sent',
      response_length: 4,
      outcome: 'completed',
      outcome_source: 'inferred',
      end_source: 'callback',
    },
    {
      ...session,
      span_id: spanId(4),
      parent_span_id: spanId(3),
      operation: 'hook',
      start_ms: startMs + 15_400,
      end_ms: startMs + 15_900,
      hook_name: 'bank',
      http_method: 'POST',
      http_status: 500,
      server_address: 'bank.test',
      url_full: 'http://bank.test/transfers',
      url_template: '/transfers',
      status_code: 2,
      error_type: '500',
      hook_request_body: '{"amount":250}',
      hook_response_body: '{"error":"busy"}',
    },
  ];
}
