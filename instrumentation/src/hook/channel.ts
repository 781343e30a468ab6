import diagnostics, { type ChannelListener } from 'node:diagnostics_channel';

/** A diagnostics channel's name and what is done with its messages, whose shape Node documents. */
export type Channel = readonly [name: string, listener: (message: never) => void];

/**
 * Listens on channels. An error in a listener goes to `onProblem`: Node would throw it as uncaught.
 *
 * @returns stops listening.
 */
export function listen(
  channels: readonly Channel[],
  onProblem: (error: unknown) => void,
): () => void {
  const listeners = channels.map(([name, listener]): [string, ChannelListener] => [
    name,
    (message) => {
      try {
        listener(message as never);
      } catch (error) {
        onProblem(error);
      }
    },
  ]);
  for (const [name, listener] of listeners) diagnostics.subscribe(name, listener);
  return () => {
    for (const [name, listener] of listeners) diagnostics.unsubscribe(name, listener);
  };
}
