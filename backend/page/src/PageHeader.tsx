import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import type { ThemeChoice, ThemeState } from './theme-choice.ts';

interface Props {
  readonly theme: ThemeState;
  /** The status line. */
  readonly children: ReactNode;
}

const THEME_OPTIONS: { value: ThemeChoice; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'System' },
];

/** The product's name, the backend's state and the choice of theme. */
export function PageHeader({ theme, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <header className={styles.header}>
      <h1 className={styles.name}>
        <Logo />
        Hopscope
        <span className={styles.about}>USSD sessions</span>
      </h1>
      {children}
      <RadioButtonGroup
        aria-label="Theme"
        size="sm"
        className={styles.theme}
        options={THEME_OPTIONS}
        value={theme.choice}
        onChange={theme.choose}
      />
    </header>
  );
}

// Two hops; the same drawing is the page's icon in index.html.
function Logo() {
  const styles = useStyles2(getStyles);
  return (
    <svg viewBox="0 0 16 16" className={styles.logo} aria-hidden="true">
      <path
        d="M1.5 12a3 4 0 0 1 6 0a3.5 6 0 0 1 7 0"
        fill="none"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 3),
    padding: theme.spacing(1, 2),
    background: theme.colors.background.primary,
    borderBottom: `${theme.spacing(0.125)} solid ${theme.colors.border.weak}`,
  }),
  name: css({
    ...theme.typography.h4,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: 0,
  }),
  about: css({
    color: theme.colors.text.secondary,
    fontWeight: theme.typography.fontWeightRegular,
    fontSize: theme.typography.body.fontSize,
  }),
  logo: css({
    width: theme.spacing(3),
    height: theme.spacing(3),
    stroke: theme.visualization.getColorByName('orange'),
  }),
  theme: css({ marginLeft: 'auto' }),
});
