/** Any method; the wrappers here hand everything on as it came. */
export type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * The method an object had of its own before `putMethod`; `undefined` when it only inherited one.
 */
export type OwnMethod = Method | undefined;

/**
 * Puts a method before that of one object, unseen by enumeration.
 *
 * @returns what `originalOf` needs to find the method that would run without us.
 */
export function putMethod(target: object, name: string, method: Method): OwnMethod {
  const own = Object.hasOwn(target, name)
    ? Object.getOwnPropertyDescriptor(target, name)
    : undefined;
  Object.defineProperty(target, name, {
    value: method,
    writable: true,
    configurable: true,
    enumerable: own?.enumerable ?? false,
  });
  return typeof own?.value === 'function' ? (own.value as Method) : undefined;
}

/**
 * The method that would run without us.
 *
 * An inherited one is looked up at each call: frameworks give a message another prototype after we
 * saw it (Express does), and what that brings must win.
 */
export function originalOf(target: object, name: string, own: OwnMethod): Method {
  return own ?? (Object.getPrototypeOf(target)[name] as Method);
}
