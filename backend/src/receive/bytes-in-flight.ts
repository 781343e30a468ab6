/** One request's share of the bytes in flight. */
export interface BytesLease {
  /** Counts `bytes` more; false when that would be too much, then nothing is counted. */
  take(bytes: number): boolean;
  /** Gives everything back; further calls change nothing. */
  release(): void;
}

/**
 * Bounds the bytes of all requests between their first byte and their answer, so that a slow disk
 * makes senders wait instead of filling the memory.
 */
export class BytesInFlight {
  /** Bytes taken now. */
  bytes = 0;
  private readonly bytesMax: number;

  /** @param bytesMax a single request larger than this is still taken when it is alone. */
  constructor(bytesMax: number) {
    this.bytesMax = bytesMax;
  }

  lease(): BytesLease {
    let taken = 0;
    return {
      take: (bytes) => {
        const others = this.bytes - taken;
        if (others > 0 && this.bytes + bytes > this.bytesMax) return false;
        taken += bytes;
        this.bytes += bytes;
        return true;
      },
      release: () => {
        this.bytes -= taken;
        taken = 0;
      },
    };
  }
}
