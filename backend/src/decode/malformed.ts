/** Thrown inside this folder at the first byte that cannot be OTLP; never leaves `decodeTraces`. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}

/** Lists and maps nested deeper than this are refused: protobuf's own readers stop at 100. */
export const NESTING_MAX = 64;
