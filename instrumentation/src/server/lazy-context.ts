import type { Context } from '@opentelemetry/api';
import { HOP_SLOT_KEY, type HopSlot } from '../active-hop.ts';

/**
 * The context a request's handler runs in: the ambient one until the hop is known, then the hop's.
 *
 * A handler starts before the body arrives, and only the body tells which session it belongs to.
 * Contexts are immutable and captured by everything asynchronous the handler has begun, so the one
 * put in place at the start has to change its answers later.
 */
export class LazyContext implements Context {
  readonly #slot: HopSlot;
  readonly #ambient: Context;

  constructor(slot: HopSlot, ambient: Context) {
    this.#slot = slot;
    this.#ambient = ambient;
  }

  getValue(key: symbol): unknown {
    if (key === HOP_SLOT_KEY) return this.#slot;
    const value = this.#slot.hop?.context.getValue(key);
    if (value !== undefined) this.#slot.shown = true;
    // What the hop's context does not know (baggage, the app's own keys) stays as it was around it.
    return value === undefined ? this.#ambient.getValue(key) : value;
  }

  setValue(key: symbol, value: unknown): Context {
    return new DerivedContext(this, new Map([[key, value]]));
  }

  deleteValue(key: symbol): Context {
    return this.setValue(key, undefined);
  }
}

/** Values set on top of a lazy context; everything else still follows the hop. */
class DerivedContext implements Context {
  readonly #base: LazyContext;
  readonly #values: ReadonlyMap<symbol, unknown>;

  constructor(base: LazyContext, values: ReadonlyMap<symbol, unknown>) {
    this.#base = base;
    this.#values = values;
  }

  getValue(key: symbol): unknown {
    return this.#values.has(key) ? this.#values.get(key) : this.#base.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    return new DerivedContext(this.#base, new Map(this.#values).set(key, value));
  }

  deleteValue(key: symbol): Context {
    return this.setValue(key, undefined);
  }
}
