import type { FrameworkNotes } from '../recorder/framework-notes.ts';
import type { Method } from '../wire/own-method.ts';
import { AnswerCount } from './answer-count.ts';
import { currentNotes } from './current-notes.ts';
import { errorClassOf } from './error-class.ts';
import type { Framework } from './framework.ts';
import { disguise, type Patches } from './patches.ts';
import { withFailure } from './with-failure.ts';

export const advancedUssdBuilder: Framework = {
  packageName: 'advanced-ussd-builder',
  versions: ['>=2.0.0 <3'],
  files: { '': patchBuilder, 'lib/proxy-handler.js': patchProxy },
};

interface Builder {
  readonly opts?: { readonly back_page_key?: unknown };
  readonly root_menu?: { readonly children?: readonly Menu[] };
  readonly session?: { readonly last_menu_route?: unknown };
}

interface Menu {
  readonly title?: unknown;
  readonly handler?: unknown;
}

function patchBuilder(exports: unknown, patches: Patches): unknown {
  // By `import`, the package's exports are a namespace around them.
  const { UssdBuilder } = exports as { readonly UssdBuilder?: unknown };
  const look = (note: (notes: FrameworkNotes) => void) =>
    patches.observe(() => {
      const notes = currentNotes();
      if (notes !== undefined) note(notes);
    });
  const failed = (error: unknown) => void look((notes) => notes.fault(errorClassOf(error)));

  patches.method(UssdBuilder, 'pipe', (original) => {
    return function pipe(...args) {
      const notes = currentNotes();
      const [request, answer, ...rest] = args;
      if (notes === undefined || typeof answer !== 'function') {
        return Reflect.apply(original, this, args);
      }
      const counted = countAnswers(answer as Method, notes, patches);
      return withFailure(Reflect.apply(original, this, [request, counted, ...rest]), failed);
    };
  });

  // What fails in here, `pipe` swallows: the subscriber reads the error's message and is gone.
  for (const name of ['process_menu', 'process_proxy_continuation']) {
    patches.method(UssdBuilder, name, (original) => {
      return function processed(...args) {
        look((notes) => {
          notes.stay();
          const { opts, session } = this as Builder;
          const back = session?.last_menu_route !== undefined && args[0] === opts?.back_page_key;
          if (back) notes.action = 'back';
        });
        return withFailure(Reflect.apply(original, this, args), failed);
      };
    });
  }

  patches.method(UssdBuilder, 'render_main_menu', (original) => {
    return function render_main_menu(...args) {
      look((notes) => notes.enter('root'));
      return Reflect.apply(original, this, args);
    };
  });

  patches.method(UssdBuilder, 'render_menu', (original) => {
    return function render_menu(...args) {
      look((notes) => {
        const name = nameOf(args[0] as Menu, args[2], this as Builder);
        if (name === undefined) notes.leave();
        else notes.enter(name);
      });
      return Reflect.apply(original, this, args);
    };
  });

  patches.method(UssdBuilder, 'generate_invalid_input_response', (original) => {
    return function generate_invalid_input_response(...args) {
      look((notes) => {
        notes.action = 'retry';
      });
      return Reflect.apply(original, this, args);
    };
  });

  return exports;
}

/** A proxy that fails is answered for by `render_menu`, with a screen of its own. */
function patchProxy(exports: unknown, patches: Patches): unknown {
  const { ProxyHandler } = exports as { readonly ProxyHandler?: unknown };
  patches.method(ProxyHandler, 'forwardRequest', (original) => {
    return function forwardRequest(...args) {
      return withFailure(Reflect.apply(original, this, args), (error) =>
        patches.observe(() => currentNotes()?.fault(errorClassOf(error))),
      );
    };
  });
  return exports;
}

function countAnswers(answer: Method, notes: FrameworkNotes, patches: Patches): Method {
  const count = new AnswerCount(notes);
  const counted: Method = function counted(...given) {
    patches.observe(() => {
      count.answered();
      // A request it cannot read is handed to the callback as an error.
      if (given[0] instanceof Error) notes.fault(errorClassOf(given[0]));
    });
    return Reflect.apply(answer, this, given);
  };
  return disguise(counted, answer);
}

const ANY_FUNCTION = new Set(['', 'handler', 'anonymous']);

/**
 * Titles of the menus that the app was built with are steady. Those that a handler makes may hold an
 * account or a person, so of them only the handler's own name is taken, and else the screen decides.
 */
function nameOf({ handler }: Menu, route: unknown, { root_menu }: Builder): string | undefined {
  const top = /^\d+$/.test(String(route)) ? root_menu?.children?.[Number(route) - 1] : undefined;
  if (typeof top?.title === 'string') return top.title;
  if (typeof handler === 'string') return /([\w-]+)(?:\.\w+)?$/.exec(handler)?.[1];
  // Up to 2.0 a function comes back from Redis as new Function(...).
  if (typeof handler !== 'function' || ANY_FUNCTION.has(handler.name)) return undefined;
  return handler.name;
}
