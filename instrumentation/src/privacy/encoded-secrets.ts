import { redactNamed } from './named-values.ts';
import { SCRUBBED, type Secrets } from './secrets.ts';

// A PIN of four digits is eight hexadecimal ones. A multiple of four, so that what is longer is read
// on in step.
const RUN = /[A-Za-z\d+/_-]{8,8192}={0,2}/g;
const HEX = /^(?:[\da-f]{2}){4,}$/i;

/**
 * As `secrets.scrub`, and takes out whatever is base64 or hexadecimal for a text with a secret in it:
 * a known one, or one that the text calls so. Decoded once only.
 */
export function scrubEncoded(text: string, secrets: Secrets): string {
  const plain = text.replace(RUN, (run) => {
    // "/" is of base64 and of paths.
    if (holds(run, secrets)) return SCRUBBED;
    if (!run.includes('/')) return run;
    return run
      .split('/')
      .map((piece) => (piece.length >= 8 && holds(piece, secrets) ? SCRUBBED : piece))
      .join('/');
  });
  return secrets.scrub(plain);
}

function holds(run: string, secrets: Secrets): boolean {
  // Words and numbers of the plain text are read as such.
  if (tells(Buffer.from(run, 'base64').toString(), secrets)) return true;
  return HEX.test(run) && tells(Buffer.from(run, 'hex').toString(), secrets);
}

function tells(decoded: string, secrets: Secrets): boolean {
  return (
    secrets.has(decoded) || secrets.scrub(decoded) !== decoded || redactNamed(decoded) !== decoded
  );
}
