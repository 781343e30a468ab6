import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  /** In units of the theme's spacing. */
  readonly width?: number;
  readonly height?: number;
}

/** A grey bar in the place of something that is on its way. */
export function Skeleton({ width, height = 2 }: Props) {
  const styles = useStyles2(getStyles, width, height);
  return <span aria-hidden className={styles.bar} />;
}

const breathe = keyframes({ '0%, 100%': { opacity: 1 }, '50%': { opacity: 0.5 } });

const getStyles = (theme: GrafanaTheme2, width: number | undefined, height: number) => ({
  bar: css({
    display: 'inline-block',
    verticalAlign: 'middle',
    width: width === undefined ? '100%' : theme.spacing(width),
    maxWidth: '100%',
    height: theme.spacing(height),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    [theme.transitions.handleMotion('no-preference')]: {
      animation: `${breathe} 1.6s ease-in-out infinite`,
    },
  }),
});
