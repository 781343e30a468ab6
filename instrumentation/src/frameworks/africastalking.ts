import type { Method } from '../wire/own-method.ts';
import { AnswerCount } from './answer-count.ts';
import { currentNotes } from './current-notes.ts';
import { errorClassOf } from './error-class.ts';
import type { Framework } from './framework.ts';
import { disguise, type Patches } from './patches.ts';

/** The `USSD` handler of Africa's Talking's SDK: it knows no states, but answers and errors. */
export const africastalking: Framework = {
  packageName: 'africastalking',
  versions: ['>=0.3.0 <1'],
  files: { 'lib/ussd.js': patchUssd },
};

function patchUssd(ExpressHandler: unknown, patches: Patches): unknown {
  if (typeof ExpressHandler !== 'function') return ExpressHandler;
  // The SDK keeps this function, so after `undo` it stays and only passes through.
  const wrapped: Method = function wrapped(...args) {
    const [handler] = args;
    const watched =
      patches.active && typeof handler === 'function'
        ? [watchHandler(handler as Method, patches), ...args.slice(1)]
        : args;
    return Reflect.apply(ExpressHandler, this, watched);
  };
  return disguise(wrapped, ExpressHandler);
}

function watchHandler(handler: Method, patches: Patches): Method {
  const watched: Method = function watched(...args) {
    const notes = patches.active ? currentNotes() : undefined;
    const [payload, answer, ...rest] = args;
    if (notes === undefined || typeof answer !== 'function') {
      return Reflect.apply(handler, this, args);
    }
    const count = new AnswerCount(notes);
    const counted: Method = function counted(...given) {
      patches.observe(() => count.answered());
      return Reflect.apply(answer, this, given);
    };
    try {
      const returned = Reflect.apply(handler, this, [payload, disguise(counted, answer), ...rest]);
      patches.observe(() => notes.watch(returned));
      return returned;
    } catch (error) {
      patches.observe(() => notes.fault(errorClassOf(error)));
      throw error;
    }
  };
  return disguise(watched, handler);
}
