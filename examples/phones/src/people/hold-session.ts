import type { Clock } from '../clock.ts';
import type { CutOff, Line, OnPhone } from '../gateways/gateway.ts';
import type { Random } from '../random.ts';
import { reactTo } from './answer-screen.ts';
import { SESSION_LIMIT_MS } from './networks.ts';
import type { Errand, Person } from './person.ts';
import { soundsGood } from './read-screen.ts';

/** One session as its person lived it: whether the errand is done. */
export async function holdSession(
  line: Line,
  person: Person,
  errand: Errand,
  clock: Clock,
  random: Random,
): Promise<boolean> {
  const startedAt = clock.now();
  const { idleLimitMs, abortPerHop } = person.network;
  let shown: OnPhone = await line.dial();

  async function cutOff(how: CutOff, afterMs: number): Promise<false> {
    await clock.sleep(afterMs);
    await line.cutOff(how);
    return false;
  }

  while (shown.kind === 'question') {
    if (random.chance(abortPerHop)) return cutOff('network_aborted', 8_000 * random.next());
    const leftMs = Math.max(0, startedAt + SESSION_LIMIT_MS - clock.now());
    const limitMs = Math.min(idleLimitMs, leftMs);
    const reaction = reactTo(shown.text, person, errand, random);
    if (reaction.kind === 'walk_away' || reaction.afterMs > limitMs) {
      return cutOff('timed_out', limitMs);
    }
    if (reaction.kind === 'hang_up') return cutOff('cancelled', reaction.afterMs);
    await clock.sleep(reaction.afterMs);
    shown = await line.type(reaction.text);
  }
  return shown.kind === 'last' && soundsGood(shown.text);
}
