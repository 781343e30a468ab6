/**
 * Seconds of silence for providers that document no limit: the longest session of the networks that
 * do (Safaricom and Airtel in Kenya, Safaricom in Ethiopia, South African aggregators: 180 s).
 */
export const UNDOCUMENTED_IDLE_LIMIT_SECONDS = 180;
