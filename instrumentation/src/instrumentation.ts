import process from 'node:process';
import {
  type Meter,
  type MeterProvider,
  metrics,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import {
  InstrumentationBase,
  type InstrumentationNodeModuleDefinition,
} from '@opentelemetry/instrumentation';
import { catchUp } from './backlog.ts';
import { beforeFlush } from './before-flush.ts';
import { readConfig } from './config.ts';
import { describeProblem } from './describe-problem.ts';
import { moduleDefinitions } from './frameworks/module-definitions.ts';
import { Patches } from './frameworks/patches.ts';
import { observeHooks } from './hook/observe-hooks.ts';
import { createExplain } from './providers/explain-detection.ts';
import { createRecorder, type RecordedRequest, type Recorder } from './recorder/recorder.ts';
import { SCHEMA_URL } from './semconv.ts';
import type { ExchangeParts } from './server/exchange.ts';
import { observeServer } from './server/observe-server.ts';
import type { ServerRequest } from './server/server-messages.ts';
import { RedisUrlStore } from './session-store/redis-url-store.ts';
import { claimProcess, releaseProcess } from './sole-observer.ts';
import { isRecorded } from './start/is-recorded.ts';
import { RecognitionLog } from './start/recognition-log.ts';
import type { UssdInstrumentationConfig } from './types.ts';
import { PACKAGE_NAME, VERSION } from './version.ts';

/**
 * Makes every USSD session that this process serves a trace.
 *
 * ```js
 * registerInstrumentations({ instrumentations: [new UssdInstrumentation({ capture: 'full' })] });
 * ```
 *
 * Servers and outgoing calls are seen whether the app is ESM or CommonJS, and whether it was loaded
 * before. Only USSD frameworks are patched as they are loaded; one that was loaded before, or is in a
 * bundle, goes unseen, and screens are named by their headings.
 */
export class UssdInstrumentation extends InstrumentationBase<UssdInstrumentationConfig> {
  #tracerProvider: TracerProvider | undefined;
  #meterProvider: MeterProvider | undefined;
  #recorder: Recorder | undefined;
  #parts: ExchangeParts | undefined;
  #detach: (() => void) | undefined;
  #ownStore: RedisUrlStore | undefined;
  #patches: Patches | undefined;
  #unhookFlush: (() => void) | undefined;
  readonly #problemsSaid = new Set<string>();
  readonly #recognitions = new RecognitionLog();

  constructor(config: UssdInstrumentationConfig = {}) {
    // The base class enables in its constructor, before the fields above exist.
    super(PACKAGE_NAME, VERSION, { ...config, enabled: false });
    super.setConfig(config);
    if (this.getConfig().enabled !== false) this.enable();
  }

  // Called before the fields above exist; the patches are asked for when a framework is loaded.
  protected override init(): InstrumentationNodeModuleDefinition[] {
    return moduleDefinitions(() => this.#patches);
  }

  override enable(): void {
    // Called by the base class's constructor too, should it ever enable in spite of the above.
    if (!(#detach in this) || this.#detach !== undefined) return;
    if (!claimProcess(this)) {
      this._diag.warn(
        'another UssdInstrumentation observes this process already (--import .../register and ' +
          'registerInstrumentations?); this one records nothing',
      );
      return;
    }
    const { settings, sessionStoreUrl, debug } = this.#config();
    const onProblem = (error: unknown) => this.#problem(error);
    // Now, so that it is connected when the first session comes.
    const ownStore =
      sessionStoreUrl === undefined ? undefined : new RedisUrlStore(sessionStoreUrl, onProblem);
    this.#ownStore = ownStore;
    this.#patches ??= new Patches(onProblem);
    this.#patches.redo();
    super.enable();
    const detachServer = observeServer({
      parts: () => this.#exchangeParts(),
      routes: settings.routes === undefined ? undefined : new Set(settings.routes),
      onProblem,
      ...(debug
        ? {
            onPassedBy: ({ method = '', url = '' }: ServerRequest, why: string) =>
              this.#recognitions.say(method, url, () => `not looked at: ${why}`),
          }
        : undefined),
    });
    const detachHooks = observeHooks(onProblem);
    // An app that ends in the turn of its last answer: exporters that write at once still do.
    process.on('exit', catchUp);
    this.#detach = () => {
      process.off('exit', catchUp);
      detachServer();
      detachHooks();
      ownStore?.close();
      releaseProcess(this);
    };
  }

  override disable(): void {
    super.disable();
    if (!(#detach in this)) return;
    catchUp();
    this.#patches?.undo();
    this.#detach?.();
    this.#detach = undefined;
    this.#forgetRecorder();
  }

  override setConfig(config: UssdInstrumentationConfig): void {
    super.setConfig(config);
    // Also called by the base class's constructor, before there is anything to attach.
    if (!(#detach in this)) return;
    this.#forgetRecorder();
    if (this.#detach === undefined) return;
    this.#detach();
    this.#detach = undefined;
    super.disable();
    this.enable();
  }

  override setTracerProvider(tracerProvider: TracerProvider): void {
    super.setTracerProvider(tracerProvider);
    this.#tracerProvider = tracerProvider;
    this.#forgetRecorder();
  }

  override setMeterProvider(meterProvider: MeterProvider): void {
    super.setMeterProvider(meterProvider);
    if (!(#detach in this)) return;
    this.#meterProvider = meterProvider;
    this.#forgetRecorder();
  }

  // Made at the first request: by then the SDK has set its providers, in whatever order. Without
  // one, each request asks again.
  #exchangeParts(): ExchangeParts | undefined {
    if (this.#parts !== undefined) return this.#parts;
    const provider = this.#tracerProvider ?? trace.getTracerProvider();
    if (!isRecorded(provider, this.meter as Meter)) return undefined;
    const { settings, debug } = this.#config();
    const onProblem = (error: unknown) => this.#problem(error);
    const conventions = { schemaUrl: SCHEMA_URL };
    const recorder = createRecorder({
      tracer: provider.getTracer(PACKAGE_NAME, VERSION, conventions),
      // The base class's meter has no schema URL.
      meter:
        this.#meterProvider?.getMeter(PACKAGE_NAME, VERSION, conventions) ?? (this.meter as Meter),
      settings:
        this.#ownStore === undefined ? settings : { ...settings, sessionStore: this.#ownStore },
      onProblem,
    });
    this.#recorder = recorder;
    // What is counted at a session's end is told with its last span.
    const unhook = [provider, this.#meterProvider ?? metrics.getMeterProvider()].map((one) =>
      beforeFlush(one, () => recorder.settle()),
    );
    this.#unhookFlush = () => {
      for (const restore of unhook) restore();
    };
    const explain = debug ? createExplain(settings.providers, settings.provider) : undefined;
    this.#parts = {
      recorder,
      onProblem,
      ...(explain && {
        onDecided: (request: RecordedRequest) =>
          this.#recognitions.say(request.method, request.path, () => explain(request)),
      }),
    };
    return this.#parts;
  }

  #forgetRecorder(): void {
    this.#unhookFlush?.();
    this.#unhookFlush = undefined;
    this.#recorder?.shutdown();
    this.#recorder = undefined;
    this.#parts = undefined;
  }

  #config() {
    const config = readConfig(this.getConfig());
    for (const problem of config.problems) this.#warnOnce(problem);
    return config;
  }

  #problem(error: unknown): void {
    this.#warnOnce(describeProblem(error));
  }

  #warnOnce(text: string): void {
    if (this.#problemsSaid.has(text) || this.#problemsSaid.size > 50) return;
    this.#problemsSaid.add(text);
    this._diag.warn(text);
  }
}
