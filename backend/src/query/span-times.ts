const NS_PER_MS = 1_000_000n;

/** Whole milliseconds of nanoseconds as text, cut off as in a session's times: so its parts add up to its length. */
export const millisecondsOf = (nanoseconds: string) => Number(BigInt(nanoseconds) / NS_PER_MS);
