import { listen } from './channel.ts';
import { httpClientChannels } from './http-client.ts';
import { http2ClientChannels } from './http2-client.ts';
import { undiciChannels } from './undici-client.ts';
import { UnreadAnswers } from './unread-answers.ts';

/**
 * Sees the HTTP requests that an app sends while it handles a hop, by `http`, `https`, `http2` and `fetch`,
 * through Node's own diagnostics channels: nothing of the clients is patched.
 *
 * @returns detaches.
 */
export function observeHooks(onProblem: (error: unknown) => void): () => void {
  const unread = new UnreadAnswers();
  const parts = { unread, onProblem };
  const stop = listen(
    [...httpClientChannels(parts), ...http2ClientChannels(parts), ...undiciChannels(parts)],
    onProblem,
  );
  return () => {
    stop();
    unread.stop();
  };
}
