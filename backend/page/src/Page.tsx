import { css } from '@emotion/css';
import { createTheme, type GrafanaTheme2, ThemeContext } from '@grafana/data';
import { GlobalStyles, PortalContainer, useStyles2 } from '@grafana/ui';
import { createSessionsClient } from '@hopscope/client';
import { useMemo, useState } from 'react';
import {
  SessionsExplorer,
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
  const needsToken = status.failure?.kind === 'unauthorized';
  return (
    <>
      <PageHeader theme={theme}>
        <StatusLine status={status} />
      </PageHeader>
      <main className={styles.main}>
        {needsToken ? (
          <TokenPrompt
            wasRefused={token !== undefined}
            onToken={(next) => {
              keepToken(next);
              setToken(next);
            }}
          />
        ) : (
          <SessionsExplorer
            client={client}
            status={status}
            state={state}
            onState={setState}
            timeZone={TIME_ZONE}
            backendUrl={BACKEND_URL}
            needsToken={token !== undefined}
            pollMs={POLL_MS}
          />
        )}
      </main>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  main: css({
    padding: theme.spacing(2),
    [theme.breakpoints.down('sm')]: { padding: theme.spacing(1) },
  }),
});
