/** What column `as_json` of `sessions` says of a session of which nothing is known but its start, unix ms. */
export function storedSession(startedAt: number): string {
  const fields = Array.from({ length: 37 }, (): unknown => '');
  const numbers = Object.fromEntries([startedAt, 0, 0, 0, 0, 0].entries());
  const lists = Object.fromEntries([19, 20, 21, 22, 23, 24].map((index) => [index, []]));
  return JSON.stringify(Object.assign(fields, numbers, lists));
}
