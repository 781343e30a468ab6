import type { FrameworkNotes } from '../recorder/framework-notes.ts';
import type { Method } from '../wire/own-method.ts';
import { currentNotes } from './current-notes.ts';
import { errorClassOf } from './error-class.ts';
import { MenuRuns } from './menu-runs.ts';
import { disguise, type Patches } from './patches.ts';

/** The class that `ussd-menu-builder` and its fork `ussd-builder` share. */
export function patchUssdMenu(UssdMenu: unknown, patches: Patches): unknown {
  const runsOf = new WeakMap<object, MenuRuns>();
  const runs = (menu: unknown): MenuRuns => {
    const known = runsOf.get(menu as object) ?? new MenuRuns();
    runsOf.set(menu as object, known);
    return known;
  };

  patches.method(UssdMenu, 'run', (original) => {
    return function run(...args) {
      patches.observe(() => runs(this).begin(currentNotes()));
      return Reflect.apply(original, this, args);
    };
  });

  for (const answer of ['con', 'end']) {
    patches.method(UssdMenu, answer, (original) => {
      return function answered(...args) {
        patches.observe(() => runs(this).answered(currentNotes()));
        return Reflect.apply(original, this, args);
      };
    });
  }

  // On its way to `emit('error')`, the menu makes a plain Error of whatever is thrown in these.
  patches.method(UssdMenu, 'resolveRoute', (original) => {
    return function resolveRoute(...args) {
      try {
        return Reflect.apply(original, this, args);
      } catch (error) {
        patches.observe(() => currentNotes()?.fault(errorClassOf(error)));
        throw error;
      }
    };
  });

  patches.method(UssdMenu, 'runState', (original) => {
    return function runState(...args) {
      const notes = currentNotes();
      if (notes === undefined) return Reflect.apply(original, this, args);
      const unwatch = patches.observe(() => watchState(args[0] as MenuState, notes));
      try {
        return Reflect.apply(original, this, args);
      } catch (error) {
        patches.observe(() => notes.fault(errorClassOf(error)));
        throw error;
      } finally {
        patches.observe(() => unwatch?.());
      }
    };
  });

  patches.method(UssdMenu, 'emit', (original) => {
    return function emit(...args) {
      if (args[0] === 'error') {
        patches.observe(() => currentNotes()?.fault(errorClassOf(args[1])));
      }
      return Reflect.apply(original, this, args);
    };
  });

  return UssdMenu;
}

interface MenuState {
  readonly name: unknown;
  run?: unknown;
}

/** The menu drops what a state returns, so for the time of the call the state has another `run`. */
function watchState(state: MenuState, notes: FrameworkNotes): (() => void) | undefined {
  notes.enter(String(state.name));
  const { run } = state;
  if (typeof run !== 'function') return undefined;
  const watched: Method = function watched(...args) {
    const returned = Reflect.apply(run, this, args);
    notes.watch(returned);
    return returned;
  };
  state.run = disguise(watched, run);
  return () => {
    if (state.run === watched) state.run = run;
  };
}
