import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, type IconName, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';

/** How far a step of the setup is. */
export type StepState = 'done' | 'wrong' | 'open' | 'busy';

interface Props {
  readonly number: number;
  readonly title: string;
  readonly state: StepState;
  readonly children: ReactNode;
}

const ICONS: Readonly<Record<StepState, IconName>> = {
  done: 'check-circle',
  wrong: 'exclamation-circle',
  open: 'circle',
  busy: 'sync',
};

const WORDS: Readonly<Record<StepState, string>> = {
  done: 'done',
  wrong: 'needs attention',
  open: 'to do',
  busy: 'being looked at',
};

/** A step of the setup, with how far it is. */
export function Step({ number, title, state, children }: Props) {
  const styles = useStyles2(getStyles, state);
  return (
    <li className={styles.step}>
      <Icon
        key={state}
        name={ICONS[state]}
        size="lg"
        className={styles.icon}
        title={WORDS[state]}
      />
      <div className={styles.body}>
        <h2 className={styles.title}>{`${number}. ${title}`}</h2>
        {children}
      </div>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2, state: StepState) => {
  const colors: Record<StepState, string> = {
    done: theme.colors.success.text,
    wrong: theme.colors.error.text,
    open: theme.colors.text.secondary,
    busy: theme.colors.text.secondary,
  };
  return {
    step: css({
      display: 'flex',
      gap: theme.spacing(2),
      padding: theme.spacing(2),
      border: `${theme.spacing(0.125)} solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.primary,
      minWidth: 0,
    }),
    icon: css({ flex: 'none', marginTop: theme.spacing(0.25), color: colors[state] }),
    body: css({ flex: 1, minWidth: 0 }),
    title: css({ ...theme.typography.h5, margin: theme.spacing(0, 0, 1) }),
  };
};
