import { css } from '@emotion/css';
import { createTheme, type GrafanaTheme2, ThemeContext } from '@grafana/data';
import { GlobalStyles, PortalContainer, useStyles2 } from '@grafana/ui';
import { createSessionsClient } from '@hopscope/client';
import { useMemo, useState } from 'react';
import {
  EmptyStore,
  type Failure,
  SESSIONS_ANCHOR,
  SessionsExplorer,
  toFailure,
  useStoreStatus,
  useTick,
} from '../../../grafana-plugin/src/components/index.ts';
import { PageHeader } from './PageHeader.tsx';
import { StatusLine } from './StatusLine.tsx';
import { TokenPrompt } from './TokenPrompt.tsx';
import { type ThemeState, useThemeChoice } from './theme-choice.ts';
import { keepToken, readToken } from './token.ts';
import { useAddress } from './use-address.ts';

const POLL_MS = 5000;

// The address that this page came from is the one that takes OTLP too.
const BACKEND_URL = `${location.origin}${location.pathname.replace(/\/[^/]*$/, '')}`;

const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** The standalone page: Grafana's theme and styles around the sessions explorer. */
export function Page() {
  const theme = useThemeChoice();
  const grafanaTheme = useMemo(() => createTheme({ colors: { mode: theme.mode } }), [theme.mode]);
  return (
    <ThemeContext.Provider value={grafanaTheme}>
      <GlobalStyles />
      <Content theme={theme} />
      <PortalContainer />
    </ThemeContext.Provider>
  );
}

function Content({ theme }: { readonly theme: ThemeState }) {
  const styles = useStyles2(getStyles);
  const [token, setToken] = useState(readToken);
  const [state, setState] = useAddress();
  const client = useMemo(
    () => createSessionsClient({ baseUrl: BACKEND_URL, ...(token !== undefined && { token }) }),
    [token],
  );
  const status = useStoreStatus(client, useTick(POLL_MS));
  const tryToken = async (next: string): Promise<'opened' | 'refused' | Failure> => {
    try {
      await createSessionsClient({ baseUrl: BACKEND_URL, token: next }).status();
    } catch (error) {
      const failure = toFailure(error);
      return failure.kind === 'unauthorized' ? 'refused' : failure;
    }
    keepToken(next);
    setToken(next);
    return 'opened';
  };
  const needsToken = status.failure?.kind === 'unauthorized';
  return (
    <>
      {/* From the start, or the first Tab may come before it. */}
      {!needsToken && status.data?.sessions !== 0 && (
        <a
          href={`#${SESSIONS_ANCHOR}`}
          className={styles.skip}
          onClick={(event) => {
            // Only the focus moves: the address is the view's, and the history has no step for this.
            event.preventDefault();
            document.getElementById(SESSIONS_ANCHOR)?.focus();
          }}
        >
          Skip to sessions
        </a>
      )}
      <PageHeader theme={theme}>
        <StatusLine status={status} />
      </PageHeader>
      <main className={styles.main}>
        {needsToken ? (
          <TokenPrompt wasRefused={token !== undefined} onToken={tryToken} />
        ) : (
          <SessionsExplorer
            client={client}
            status={status}
            state={state}
            onState={setState}
            timeZone={TIME_ZONE}
            empty={<EmptyStore backendUrl={BACKEND_URL} needsToken={token !== undefined} />}
            pollMs={POLL_MS}
          />
        )}
      </main>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  skip: css({
    position: 'absolute',
    zIndex: theme.zIndex.navbarFixed,
    padding: theme.spacing(1, 2),
    background: theme.colors.primary.main,
    color: theme.colors.primary.contrastText,
    borderRadius: theme.shape.radius.default,
    '&:not(:focus)': {
      clipPath: 'inset(50%)',
      width: 1,
      height: 1,
      overflow: 'hidden',
      padding: 0,
    },
  }),
  main: css({
    padding: theme.spacing(2),
    [theme.breakpoints.down('sm')]: { padding: theme.spacing(1) },
  }),
});
