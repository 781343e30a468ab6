import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from 'express';
import type { Encoding } from '../decode/decode-traces.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { answerAccepted, answerError, type ErrorStatus, encodingOf } from './otlp-answer.ts';
import { type Receipt, type ReceiveOptions, receiveTraces } from './receive-traces.ts';

export interface OtlpRouterOptions extends ReceiveOptions {
  readonly metrics: Metrics;
  readonly log: Log;
}

/**
 * The OTLP/HTTP receiver: `POST /v1/traces` for both encodings. Metrics and logs, which a plain
 * NodeSDK sends too, are accepted and dropped, so that its user sees no export errors.
 */
export function createOtlpRouter(options: OtlpRouterOptions): Router {
  const router = Router();
  router.all('/v1/traces', (request, response) =>
    asOtlp(request, response, async (encoding) => {
      const receipt = await receiveTraces(request, encoding, options);
      record(receipt, options);
      answer(receipt, response, encoding, options.bodyBytesMax);
    }),
  );
  for (const signal of ['metrics', 'logs']) {
    router.all(`/v1/${signal}`, (request, response) =>
      asOtlp(request, response, async (encoding) => {
        options.metrics.exportsDropped.inc({ signal });
        answerAccepted(response, encoding);
      }),
    );
  }
  return router;
}

async function asOtlp(
  request: IncomingMessage,
  response: ServerResponse,
  accept: (encoding: Encoding) => Promise<void>,
): Promise<void> {
  const encoding = encodingOf(request.headers['content-type']);
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST');
    answerError(response, encoding ?? 'json', 405, 'Expected POST');
  } else if (encoding === undefined) {
    const why = 'Expected Content-Type application/x-protobuf or application/json';
    answerError(response, 'json', 415, why);
  } else await accept(encoding);
}

function record(receipt: Receipt, { metrics, log }: OtlpRouterOptions): void {
  if (receipt.status === 'stored') {
    const { batch, commitMs } = receipt;
    metrics.spansReceived.inc(batch.spans);
    metrics.spansRejected.inc(batch.rejected);
    metrics.spansForeign.inc(batch.foreignCount);
    metrics.commit.observe(commitMs / 1000);
    if (batch.why !== undefined) {
      log.warn({ rejected: batch.rejected, spans: batch.spans, why: batch.why }, 'Spans rejected');
    }
  } else if (receipt.status === 'failed') {
    log.error({ err: receipt.error }, 'Spans could not be stored');
  } else if ('why' in receipt) {
    log.warn({ status: receipt.status, why: receipt.why }, 'A request of spans was refused');
  }
}

function answer(
  receipt: Receipt,
  response: ServerResponse,
  encoding: Encoding,
  bodyBytesMax: number,
): void {
  const refuse = (status: ErrorStatus, why: string) => answerError(response, encoding, status, why);
  switch (receipt.status) {
    case 'stored': {
      const { rejected, why } = receipt.batch;
      answerAccepted(response, encoding, why === undefined ? undefined : { rejected, why });
      break;
    }
    case 'malformed':
      refuse(400, `The body cannot be decoded: ${receipt.why}`);
      break;
    case 'refused':
      refuse(400, receipt.why);
      break;
    case 'too_large':
      refuse(413, `The body is larger than ${bodyBytesMax} bytes (HOPSCOPE_BODY_MAX)`);
      break;
    case 'unsupported_encoding':
      refuse(415, 'Expected Content-Encoding gzip or none');
      break;
    case 'overloaded':
      refuse(429, 'Too much waits to be stored');
      break;
    case 'failed':
      // 503, never 500: OTLP senders retry only 429, 502, 503 and 504.
      refuse(503, 'The store cannot be written now');
      break;
    case 'aborted':
      response.destroy();
  }
}
