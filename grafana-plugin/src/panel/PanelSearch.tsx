import { type Found, SearchBox, type SessionsClient } from '../components/index.ts';

interface Props {
  readonly client: SessionsClient;
  readonly onSession: (sessionId: string) => void;
  /** @param ending last digits of the number, to tell it from another by. */
  readonly onSubscriber: (userHashes: readonly string[], ending: string) => void;
  /** Takes off the panel what an earlier search found. */
  readonly onNothing: () => void;
}

/** Search by number or session id within the panel's range; the number itself stays in the box. */
export function PanelSearch({ client, onSession, onSubscriber, onNothing }: Props) {
  const found = async (what: Found): Promise<void> => {
    if (what.kind === 'session') {
      onSession(what.sessionId);
    } else {
      onSubscriber(what.userHashes, what.ending);
    }
  };
  return (
    <SearchBox
      isCompact
      identify={(text) => client.identify(text)}
      onFound={found}
      onNothing={onNothing}
      hint={undefined}
    />
  );
}
