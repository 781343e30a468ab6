import { complainOfArgument } from './complain.ts';

/** Whether an argument can be a name; says so once per function when it cannot. */
export function isName(call: string, name: unknown): name is string {
  if (typeof name === 'string' && name.trim() !== '') return true;
  complainOfArgument(call, 'a name', name);
  return false;
}
