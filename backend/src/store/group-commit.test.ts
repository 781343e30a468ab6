import { expect, test } from 'vitest';
import { GroupCommit, type GroupResult } from './group-commit.ts';
import { StoreBusyError } from './store-errors.ts';

const BOUNDS = { groupRows: 10, gatherMs: 1, waitingRowsMax: 25, waitingBytesMax: 1_000 };
const weigh = (rows: number, bytes = rows) => ({ rows, bytes });

/** A writer that waits to be told how each group ended. */
function manualWriter() {
  const groups: { batches: readonly string[]; end: (result: GroupResult) => void }[] = [];
  const write = (batches: readonly string[]) =>
    new Promise<GroupResult>((end) => groups.push({ batches, end }));
  const stored = (index: number) => {
    const group = groups[index];
    group?.end(group.batches.map(() => undefined));
  };
  return { groups, write, stored };
}

test('what comes while a group is written becomes the next group', async () => {
  const { groups, write, stored } = manualWriter();
  const commits = new GroupCommit(write, BOUNDS);
  const first = commits.add('a', weigh(10));
  const second = commits.add('b', weigh(1));
  const third = commits.add('c', weigh(1));
  expect(groups.map(({ batches }) => batches)).toEqual([['a']]);
  stored(0);
  await first;
  await expect.poll(() => groups.length).toBe(2);
  expect(groups[1]?.batches).toEqual(['b', 'c']);
  stored(1);
  await Promise.all([second, third]);
});

test('a small batch waits only for a moment', async () => {
  const { groups, write, stored } = manualWriter();
  const commits = new GroupCommit(write, BOUNDS);
  const added = commits.add('a', weigh(1));
  expect(groups).toEqual([]);
  await expect.poll(() => groups.length).toBe(1);
  stored(0);
  await added;
});

test('too much that waits is refused, and taken again once there is room', async () => {
  const { write, stored } = manualWriter();
  const commits = new GroupCommit(write, BOUNDS);
  const first = commits.add('a', weigh(20));
  await expect(commits.add('b', weigh(6))).rejects.toBeInstanceOf(StoreBusyError);
  await expect(commits.add('b', weigh(1, 990))).rejects.toBeInstanceOf(StoreBusyError);
  stored(0);
  await first;
  const second = commits.add('b', weigh(20));
  stored(1);
  await second;
});

test('a batch larger than all that may wait is taken when it is alone', async () => {
  const { write, stored } = manualWriter();
  const commits = new GroupCommit(write, BOUNDS);
  const added = commits.add('a', weigh(100));
  stored(0);
  await added;
});

test('each batch hears its own end', async () => {
  const { groups, write } = manualWriter();
  const commits = new GroupCommit(write, BOUNDS);
  const added = [commits.add('a', weigh(5)), commits.add('b', weigh(5))];
  groups[0]?.end([undefined, new Error('b is broken')]);
  await expect(added[0]).resolves.toBeUndefined();
  await expect(added[1]).rejects.toThrow('b is broken');
});

test('flush writes what waits and waits for what is written', async () => {
  const { groups, write, stored } = manualWriter();
  const commits = new GroupCommit(write, { ...BOUNDS, gatherMs: 3_600_000 });
  const added = commits.add('a', weigh(1));
  let isFlushed = false;
  const flushed = commits.flush().then(() => {
    isFlushed = true;
  });
  expect(groups.length).toBe(1);
  expect(isFlushed).toBe(false);
  stored(0);
  await Promise.all([added, flushed]);
});
