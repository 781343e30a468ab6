import type { Tracer } from '@opentelemetry/api';
import type { UssdMetrics } from '../metrics.ts';
import type { CaptureLevel } from '../semconv.ts';
import type { SessionMemory } from '../session/session-memory.ts';
import type { SharedSessions } from '../session/shared-sessions.ts';
import { NameBound } from '../step/step-name.ts';
import type { FrameworkNotes } from './framework-notes.ts';
import type { OpenWork } from './open-work.ts';
import type { Problems } from './problems.ts';
import type { RecorderSettings } from './recorder.ts';

/** What the recordings of one recorder share. */
export interface RecorderShared {
  readonly tracer: Tracer;
  readonly metrics: UssdMetrics;
  readonly settings: RecorderSettings;
  readonly problems: Problems;
  /** What all processes know together, where the app gave a session store. */
  readonly sessions: SharedSessions | undefined;
  /** What waits for that store. */
  readonly openWork: OpenWork;
  /** Step names from screens, which nobody chose. */
  readonly screenNames: NameBound;
  /** Step names from the app, which may still put ids into them by mistake. */
  readonly appNames: NameBound;
  readonly hookNames: NameBound;
  readonly flowNames: NameBound;
  readonly goalNames: NameBound;
  /** Service codes that were guessed, of which anybody can dial as many as they like. */
  readonly guessedCodes: NameBound;
  /** Steps that were answered and may be answered again. */
  readonly held: Set<FrameworkNotes>;
}

/** Bounds how many metric series one process can make of names. */
export function nameBounds(): Pick<
  RecorderShared,
  'screenNames' | 'appNames' | 'hookNames' | 'flowNames' | 'goalNames' | 'guessedCodes'
> {
  return {
    screenNames: new NameBound(300),
    appNames: new NameBound(1_000),
    hookNames: new NameBound(200),
    flowNames: new NameBound(200),
    goalNames: new NameBound(200),
    guessedCodes: new NameBound(100),
  };
}

/**
 * The level that a session is recorded at: `full` needs every secret of it to be known here. Where
 * another process may have seen one, texts are masked and bodies are shapes.
 */
export function captureLevelOf(settings: RecorderSettings, memory: SessionMemory): CaptureLevel {
  const unsure = memory.secrets.incomplete || memory.secrets.overflown;
  return settings.capture === 'full' && unsure ? 'standard' : settings.capture;
}

const ERROR_TYPE = /^[A-Za-z_$][\w$.:-]{0,63}$/;

/** `error.type` is a class, a word or a status; anything else could be a message. */
export function errorTypeOf(errorType: string, memory: SessionMemory): string {
  if (/^[45]\d\d$/.test(errorType)) return errorType;
  const digits = memory.secrets.incomplete ? /\d/ : /\d{3}/;
  if (!ERROR_TYPE.test(errorType) || digits.test(errorType)) return '_OTHER';
  return memory.secrets.scrub(errorType) === errorType ? errorType : '_OTHER';
}
