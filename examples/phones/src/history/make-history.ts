import { createProgress } from '../progress.ts';
import type { HistoryConfig } from './config.ts';
import { dialDay } from './dial-day.ts';
import { readMarker, writeMarker } from './marker.ts';
import { daysOf, type Plan, planHistory } from './plan.ts';
import { createRecording } from './recording.ts';

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Fills an empty backend with the past month, through its receiver, the last day first: who looks at the page
 * meanwhile looks at today. Where an earlier run was stopped it goes on: the spans of a day come out the same
 * again, so nothing is there twice.
 *
 * @param onPlanned called before the first day: from then on sessions of others do not matter.
 */
export async function makeHistory(
  config: HistoryConfig,
  output: Output,
  onPlanned: () => void = () => undefined,
): Promise<void> {
  if (config.days === 0) return;
  const present = await countSessions(config);
  // A marker without sessions belongs to data that is gone.
  const marker = present > 0 ? await readMarker(config.dataDir) : undefined;
  if (marker?.complete) return;
  if (!marker && present > 0) {
    output.write(`History: not made, there are ${present} sessions in the store already\n`);
    return;
  }
  const plan = marker?.plan ?? planHistory(Date.now(), config.days, config.rate);
  const daysDone = marker?.daysDone ?? [];
  await writeMarker(config.dataDir, { plan, daysDone, complete: false });
  onPlanned();
  await dialDays(config, plan, daysDone, output);
}

async function dialDays(
  config: HistoryConfig,
  plan: Plan,
  alreadyDone: readonly number[],
  output: Output,
): Promise<void> {
  const daysDone = [...alreadyDone];
  const days = daysOf(plan)
    .filter(({ number }) => !daysDone.includes(number))
    .reverse();
  const totalMs = days.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const recording = createRecording(config);
  output.write(
    'Filling the store with a made-up past, the last day first; the page shows what is there.\n',
  );
  const progress = createProgress('History', output, Date.now);
  const noteOf = (sessions: number) => `${sessions.toLocaleString('en')} sessions`;
  let doneMs = 0;
  let sessions = 0;

  for (const day of days) {
    const before = sessions;
    sessions += await dialDay(day, plan, recording, config.bankUrl, (atMs, heldToday) => {
      progress.show((doneMs + atMs - day.fromMs) / totalMs, noteOf(before + heldToday));
    });
    // Acknowledged, not only sent: what the marker says is on disk.
    await recording.pump.flush();
    doneMs += day.toMs - day.fromMs;
    daysDone.push(day.number);
    await writeMarker(config.dataDir, { plan, daysDone, complete: false });
    progress.show(doneMs / totalMs, noteOf(sessions));
  }
  await writeMarker(config.dataDir, { plan, daysDone, complete: true });
  progress.end(`${noteOf(sessions)} of ${Math.round(totalMs / 86_400_000)} days`);
}

async function countSessions({ backendUrl, token }: HistoryConfig): Promise<number> {
  const response = await fetch(`${backendUrl}/api/v1/status`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  if (!response.ok) throw new Error(`${backendUrl}/api/v1/status answered ${response.status}`);
  return ((await response.json()) as { sessions: number }).sessions;
}
