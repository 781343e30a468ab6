import { catchUp } from '../backlog.ts';
import { UssdMetrics } from '../metrics.ts';
import { Secrets } from '../privacy/secrets.ts';
import { boundCallback, boundEndReport } from '../providers/bound-facts.ts';
import { BUILT_IN, chosenProviders } from '../providers/built-in.ts';
import { createDetector, type Detected } from '../providers/detect.ts';
import type { Callback, Provider, SessionFacts } from '../providers/provider.ts';
import { ATTR_USSD_OPERATION_NAME } from '../semconv.ts';
import { sessionIds } from '../session/ids.ts';
import { OtherProcesses } from '../session/other-processes.ts';
import { isProbe } from '../session/probe-header.ts';
import { sessionFlags } from '../session/sampling.ts';
import { recordedSessionId } from '../session/session-key.ts';
import { newMemory, SessionMemories, type SessionMemory } from '../session/session-memory.ts';
import { SharedSessions } from '../session/shared-sessions.ts';
import { suspectsOf } from '../step/arrival.ts';
import { type Dialled, splitDialled } from '../step/dialled.ts';
import { UssdProblem } from '../ussd-problem.ts';
import { rootName } from './emit-root.ts';
import { EndReportHop } from './end-report-hop.ts';
import { IdleEnds } from './idle-ends.ts';
import { lookUpStep } from './look-up-step.ts';
import { OpenWork } from './open-work.ts';
import { placeStep } from './place-step.ts';
import { Problems } from './problems.ts';
import type {
  Hop,
  RecordedRequest,
  Recorder,
  RecorderParts,
  RecorderSettings,
} from './recorder.ts';
import { nameBounds, type RecorderShared } from './recorder-parts.ts';
import { sessionAttributes } from './session-attributes.ts';
import { StepHop } from './step-hop.ts';

const NO_KEY =
  'user.hash is not sent and search by phone number is off, because HOPSCOPE_USER_HASH_KEY is not set. ' +
  'Set the same key for the app and the backend, for example: export HOPSCOPE_USER_HASH_KEY=' +
  `$(node -p "require('node:crypto').randomBytes(32).toString('base64url')")`;

const NO_CODES =
  'Service codes are guessed, because a gateway tells only the whole dialled string and ' +
  'HOPSCOPE_SERVICE_CODES is not set: up to four digits dialled behind the first part are taken for ' +
  "the code's, also when they are an input. Set the app's codes, for example: " +
  "export HOPSCOPE_SERVICE_CODES='*384*12#,*928#'";

/** The recorder itself; see `createRecorder`. */
export class SessionRecorder implements Recorder {
  readonly #shared: RecorderShared;
  readonly #detect: ReturnType<typeof createDetector>;
  readonly #routes: ReadonlySet<string> | undefined;
  readonly #memories = new SessionMemories();
  readonly #others = new OtherProcesses();
  readonly #idleEnds: IdleEnds | undefined;

  constructor({ tracer, meter, settings, onProblem }: RecorderParts) {
    const problems = new Problems(onProblem);
    const metrics = new UssdMetrics(meter);
    const { sessionStore, singleInstance } = settings;
    const onStoreProblem = (error: Error) => problems.report('session_store', error);
    const sessions = sessionStore && new SharedSessions(sessionStore, onStoreProblem);
    const openWork = new OpenWork((error) => problems.report('open_work', error));
    this.#shared = {
      tracer,
      metrics,
      settings,
      problems,
      sessions,
      openWork,
      held: new Set(),
      ...nameBounds(),
    };
    if (sessions !== undefined || singleInstance === true) {
      this.#idleEnds = new IdleEnds(this.#shared, this.#memories);
    }
    this.#detect = createDetector(providersOf(settings, problems));
    this.#routes = settings.routes === undefined ? undefined : new Set(settings.routes);
  }

  request(request: RecordedRequest): Hop | undefined {
    return this.#shared.problems.guard('request', () => {
      if (!this.#isRoute(request.path)) return undefined;
      const detected = this.#detect(request);
      if (detected === undefined) return undefined;
      return detected.kind === 'end_report'
        ? this.#endReport(detected, request)
        : this.#step(detected, request);
    });
  }

  async settle(): Promise<void> {
    this.endHeld();
    await this.#shared.openWork.settle();
    this.endHeld();
  }

  endHeld(): void {
    catchUp();
    for (const notes of [...this.#shared.held]) notes.endNow();
  }

  shutdown(): void {
    this.#idleEnds?.stop();
    this.endHeld();
    this.#memories.clear();
  }

  #isRoute(path: string): boolean {
    if (this.#routes === undefined) return true;
    const query = path.indexOf('?');
    return this.#routes.has(query < 0 ? path : path.slice(0, query));
  }

  #step({ provider, request }: Detected, recorded: RecordedRequest): Hop | undefined {
    const parsed = provider.parseRequest(request);
    const bounded = parsed && boundCallback(parsed);
    if (bounded === undefined) return undefined;
    const { facts: callback, overlong } = bounded;
    const dialled = this.#dialledOf(callback);
    const facts = factsOf(callback, dialled, recorded);
    const { atMs } = recorded;
    const { memory, isNew } = this.#open(provider, facts, atMs, callback);
    if (overlong) {
      memory.secrets.overflow();
      memory.countUnsure = true;
    }
    const latest = provider.inputMode === 'latest';
    if (latest && isNew && callback.start !== true) this.#others.sighted(provider.name, atMs);
    const { sessions, metrics } = this.#shared;
    // A store is there because several processes are. A cumulative text tells by itself.
    const spread = (sessions !== undefined && !isNew) || this.#others.serve(provider.name, atMs);
    const footing = { isNew, elsewhere: latest && spread };
    const step = { provider, callback, dialled: dialled?.inputs ?? [], atMs };
    const onStart = (starts: boolean) => {
      if (starts && callback.start === true) metrics.started(memory.labels);
    };
    // Where a number is the id, each process has a trace of its own.
    const askable = sessions !== undefined && callback.reusedId !== true;
    if (!askable) onStart(isNew);
    const placed = askable
      ? lookUpStep(this.#shared, sessions, memory, step, footing, onStart)
      : placeStep(memory, step, footing);
    return new StepHop(this.#shared, provider, memory, placed, recorded);
  }

  #dialledOf({ dialled, serviceCode }: Callback): Dialled | undefined {
    if (dialled === undefined) return undefined;
    const { settings, problems, guessedCodes } = this.#shared;
    const { serviceCodes = [] } = settings;
    if (serviceCode !== '') return splitDialled(dialled, [...serviceCodes, serviceCode]);
    const admits = (code: string) => guessedCodes.bound(code) === code;
    const split = splitDialled(dialled, serviceCodes, admits);
    if (split.guessed && serviceCodes.length === 0) {
      problems.report('service_codes', new UssdProblem(NO_CODES));
    }
    return split;
  }

  #endReport({ provider, request }: Detected, recorded: RecordedRequest): Hop | undefined {
    const parsed = provider.parseEndReport?.(request);
    const bounded = parsed && boundEndReport(parsed);
    if (bounded === undefined) return undefined;
    const { facts: report, overlong } = bounded;
    const { atMs } = recorded;
    const { memory, isNew } = this.#open(provider, report, atMs, undefined);
    if (overlong) memory.secrets.overflow();
    // Without what was typed in it, a session that other processes served may hold any secret.
    const spread = this.#shared.sessions !== undefined || this.#others.serve(provider.name, atMs);
    const elsewhere = isNew || spread;
    if (elsewhere && report.typed === undefined) memory.secrets.doubt();
    // Requests that went elsewhere: any of what was typed there may be a secret.
    if (report.typed !== undefined && report.typed !== memory.text) {
      const parts = report.typed.split(provider.separator ?? '*');
      for (const suspect of suspectsOf(parts)) memory.secrets.add(suspect);
    }
    return new EndReportHop(this.#shared, memory, report, recorded);
  }

  #open(
    provider: Provider,
    facts: SessionFacts,
    atMs: number,
    callback: Callback | undefined,
  ): { readonly memory: SessionMemory; readonly isNew: boolean } {
    const { settings, tracer, metrics, problems } = this.#shared;
    const pseudonym = recordedSessionId(facts.sessionId, facts.msisdn, settings.userHashKey);
    const key = `${provider.name}\0${pseudonym}`;
    const known = this.#memories.find(key, atMs);
    const startSeen = callback?.start === true;
    const reused = facts.reusedId === true;
    // An id that comes back tells two sessions apart by nothing but the silence between them.
    const left = reused && known !== undefined && isLeft(known, provider, atMs);
    if (known !== undefined && !left && !(startSeen && startsAgain(known))) {
      return { memory: known, isNew: false };
    }
    const id = reused ? `${pseudonym}.${Math.floor(atMs).toString(36)}` : pseudonym;
    if (settings.userHashKey === undefined)
      problems.report('user_hash_key', new UssdProblem(NO_KEY));
    const { attributes, labels } = sessionAttributes(provider.name, facts, id, settings);
    const ids = sessionIds(provider.name, id);
    const memory = newMemory({
      ids,
      traceFlags: sessionFlags(tracer, ids, rootName(attributes), {
        ...attributes,
        [ATTR_USSD_OPERATION_NAME]: 'session',
      }),
      attributes,
      labels: metrics.labels(labels),
      secrets: known?.secrets ?? new Secrets(),
      idleLimitMs: provider.idleLimitSeconds * 1_000,
      startMs: atMs,
      startSeen,
      // The same ids again: a trace has one root, whatever the gateway does.
      rootEmitted: known?.rootEmitted === true && known.ids.spanId === ids.spanId,
    });
    this.#memories.remember(key, memory);
    return { memory, isNew: true };
  }
}

function factsOf(
  callback: Callback,
  dialled: Dialled | undefined,
  { headers }: RecordedRequest,
): SessionFacts {
  const code = callback.serviceCode === '' ? dialled?.serviceCode : undefined;
  const probe = isProbe(headers);
  if (code === undefined && !probe) return callback;
  return {
    ...callback,
    ...(code !== undefined && { serviceCode: code }),
    ...(probe && { clientKind: 'probe' as const }),
  };
}

/** A second start is a repetition of the first request, unless the session had moved on. */
function startsAgain(memory: SessionMemory): boolean {
  return memory.ended || memory.stepCount > 1;
}

function isLeft(memory: SessionMemory, { idleLimitSeconds }: Provider, atMs: number): boolean {
  return memory.ended || atMs - memory.lastMs > idleLimitSeconds * 1000;
}

function providersOf(settings: RecorderSettings, problems: Problems): readonly Provider[] {
  const chosen = chosenProviders(settings.providers, settings.provider);
  if (chosen.length > 0) return chosen;
  const names = [...(settings.providers ?? []), ...BUILT_IN].map(({ name }) => name);
  const expected = `expected one of ${names.join(', ')}; looking for every provider that is known`;
  problems.report(
    'provider',
    new UssdProblem(`HOPSCOPE_PROVIDER is '${settings.provider}', ${expected}`),
  );
  return chosenProviders(settings.providers);
}
