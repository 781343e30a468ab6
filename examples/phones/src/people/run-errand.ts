import type { Clock } from '../clock.ts';
import type { Line } from '../gateways/gateway.ts';
import type { Random } from '../random.ts';
import { REDIAL_WITHIN_MS, REDIALS, REDIALS_MAX } from './habits.ts';
import { holdSession } from './hold-session.ts';
import type { Errand, Person } from './person.ts';

/**
 * An errand from the first call to the last: who fails may dial again within five minutes.
 *
 * @param openLine makes a new session; `undefined` ends the errand.
 */
export async function runErrand(
  openLine: () => Line | undefined,
  person: Person,
  errand: Errand,
  clock: Clock,
  random: Random,
): Promise<void> {
  for (let redials = 0; redials <= REDIALS_MAX; redials++) {
    const line = openLine();
    if (!line || (await holdSession(line, person, errand, clock, random))) return;
    if (!random.chance(REDIALS)) return;
    const [soonest, latest] = REDIAL_WITHIN_MS;
    await clock.sleep(soonest + (latest - soonest) * random.next());
  }
}
