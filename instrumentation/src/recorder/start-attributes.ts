import type { Attributes } from '@opentelemetry/api';
import { ATTR_USSD_OPERATION_NAME } from '../semconv.ts';

/**
 * What a span of a session says when it starts.
 *
 * All else that is known by then is set before it ends: the SDK checks attributes twice at a span's
 * start and once afterwards, with 300 bytes for each time (sdk-trace 3.1, cleanAttributes). A sampler
 * is asked once for the whole session, with everything (session/sampling.ts).
 */
export const STEP_STARTS: Attributes = { [ATTR_USSD_OPERATION_NAME]: 'step' };
export const SESSION_STARTS: Attributes = { [ATTR_USSD_OPERATION_NAME]: 'session' };
