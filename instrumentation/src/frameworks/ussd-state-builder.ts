import { currentNotes } from './current-notes.ts';
import { errorClassOf } from './error-class.ts';
import type { Framework } from './framework.ts';
import type { Patches } from './patches.ts';
import { withFailure } from './with-failure.ts';

export const ussdStateBuilder: Framework = {
  packageName: 'ussd-state-builder',
  versions: ['>=2.0.0 <3'],
  files: { 'lib/USSDStateMachine.js': patchMachine, 'lib/Middleware.js': patchMiddleware },
};

/** The session is in the state whose screen it was shown, so the last state of a call has the name. */
function patchMachine(USSDStateMachine: unknown, patches: Patches): unknown {
  const fault = (error: unknown) => {
    const name = errorClassOf(error);
    const notes = currentNotes();
    if (notes === undefined) return;
    // The machine's way to ask again.
    if (name === 'ValidationError') notes.action = 'retry';
    else notes.fault(name);
  };

  patches.method(USSDStateMachine, 'processInput', (original) => {
    return function processInput(...args) {
      patches.observe(() => currentNotes()?.stay());
      const returned = Reflect.apply(original, this, args);
      return withFailure(returned, (error) => patches.observe(() => fault(error)));
    };
  });

  patches.method(USSDStateMachine, '_callHook', (original) => {
    return function _callHook(...args) {
      const [hook, value] = args;
      if (hook === 'onStateEnter') patches.observe(() => currentNotes()?.enter(String(value)));
      if (hook === 'onError') patches.observe(() => fault(value));
      return Reflect.apply(original, this, args);
    };
  });

  patches.method(USSDStateMachine, 'goBack', (original) => {
    return function goBack(...args) {
      const notes = currentNotes();
      const returned = Reflect.apply(original, this, args);
      if (notes === undefined || !(returned instanceof Promise)) return returned;
      return returned.then((state) => {
        patches.observe(() => {
          if (typeof state !== 'string') return;
          notes.enter(state);
          notes.action = 'back';
        });
        return state;
      });
    };
  });

  return USSDStateMachine;
}

/** Before anything runs, the machine tells its middleware which state the session is in. */
function patchMiddleware(exports: unknown, patches: Patches): unknown {
  const { MiddlewareManager } = exports as { MiddlewareManager?: unknown };
  patches.method(MiddlewareManager, 'execute', (original) => {
    return function execute(...args) {
      const [hook, facts] = args as [unknown, { readonly currentState?: unknown } | undefined];
      if (hook === 'beforeProcess' && typeof facts?.currentState === 'string') {
        const { currentState } = facts;
        patches.observe(() => currentNotes()?.enter(currentState));
      }
      return Reflect.apply(original, this, args);
    };
  });
  return exports;
}
