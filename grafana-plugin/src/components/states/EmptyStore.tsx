import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { useCallback, useMemo } from 'react';
import { ScrollBox } from './ScrollBox.tsx';
import { instrumentCommand, sampleCommand } from './sample-session.ts';

interface Props {
  /** Where OTLP goes: this backend's address, without a slash at the end. */
  readonly backendUrl: string;
  readonly needsToken: boolean;
}

/** A store without a session: how to send the first one. Goes away by itself when it arrives. */
export function EmptyStore({ backendUrl, needsToken }: Props) {
  const styles = useStyles2(getStyles);
  const shown = useMemo(
    () => sampleCommand(backendUrl, Date.now(), needsToken),
    [backendUrl, needsToken],
  );
  // Made anew at each copy: a session of now, with ids of its own.
  const fresh = useCallback(
    () => sampleCommand(backendUrl, Date.now(), needsToken),
    [backendUrl, needsToken],
  );
  const instrument = instrumentCommand(backendUrl, needsToken);
  return (
    <section className={styles.box} aria-labelledby="empty-store">
      <h2 id="empty-store" className={styles.title}>
        Waiting for the first session
      </h2>
      <p className={styles.lead} role="status">
        Listening for OTLP traces on <code>{backendUrl}/v1/traces</code>. This page opens by itself
        when one arrives.
      </p>
      <ol className={styles.ways}>
        <Way
          title="Send a sample session"
          text="Three screens and one hook of a made-up app; a second from now you see them here."
          command={shown}
          getCommand={fresh}
        />
        <Way
          title="Or watch your own USSD app"
          text="Node.js 22.15 or newer, the app’s code unchanged. Install the instrumentation in the app’s folder (step 1 of docs/instrument-your-app.md), then start the app with it and dial."
          command={instrument}
          getCommand={() => instrument}
        />
      </ol>
    </section>
  );
}

interface WayProps {
  readonly title: string;
  readonly text: string;
  readonly command: string;
  readonly getCommand: () => string;
}

function Way({ title, text, command, getCommand }: WayProps) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.way}>
      <div className={styles.wayHead}>
        <h3 className={styles.wayTitle}>{title}</h3>
        <ClipboardButton
          variant="secondary"
          size="sm"
          icon="copy"
          getText={getCommand}
          aria-label={`Copy the command: ${title}`}
        >
          Copy
        </ClipboardButton>
      </div>
      <p className={styles.hint}>{text}</p>
      <ScrollBox label={`Command: ${title}`} text={command} />
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    maxWidth: theme.breakpoints.values.md,
    margin: `${theme.spacing(4)} auto`,
    padding: theme.spacing(3),
    background: theme.colors.background.primary,
    border: `${theme.spacing(0.125)} solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    minWidth: 0,
  }),
  title: css({ ...theme.typography.h3, margin: 0 }),
  lead: css({
    color: theme.colors.text.secondary,
    margin: theme.spacing(1, 0, 3),
    overflowWrap: 'anywhere',
  }),
  ways: css({ listStyle: 'none', display: 'grid', gap: theme.spacing(3), minWidth: 0 }),
  way: css({ minWidth: 0 }),
  wayHead: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1),
  }),
  wayTitle: css({ ...theme.typography.h5, margin: 0 }),
  hint: css({ color: theme.colors.text.secondary, margin: theme.spacing(0.5, 0, 1) }),
});
