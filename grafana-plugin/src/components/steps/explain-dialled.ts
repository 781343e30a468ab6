import type { SessionDetailRow } from '../data/session-types.ts';

type Dialled = Pick<SessionDetailRow, 'serviceCode' | 'capture'> &
  Partial<Pick<SessionDetailRow, 'dialledInput' | 'dialledInputType'>>;

/**
 * What was dialled together with the code (`*384*123*1*2#`), in one sentence; `undefined` for a
 * session that began at its first menu.
 *
 * A lone input may be just the last one (a gateway that marks no start), so only several are written
 * out as the string that was dialled.
 */
export function explainDialled(session: Dialled): string | undefined {
  // A backend that is older than the page does not send them.
  const { serviceCode, dialledInput = '', dialledInputType = '', capture } = session;
  if (dialledInputType === '' || dialledInputType === 'none') {
    return undefined;
  }
  const menus = dialledInput.split('*').length;
  if (menus > 1) {
    const dialled = `${serviceCode.replace(/#$/, '')}*${dialledInput}#`;
    return `Dialled ${dialled}: the user passed ${menus} menus without seeing them.`;
  }
  const inputs =
    dialledInput !== ''
      ? `, “${dialledInput}” as the last`
      : capture === 'full'
        ? ' (kept out: one of them may be a secret)'
        : ` (not captured at HOPSCOPE_CAPTURE=${capture === '' ? 'standard' : capture})`;
  return `Dialled with inputs behind the code${inputs}: the user passed their menus without seeing them.`;
}
