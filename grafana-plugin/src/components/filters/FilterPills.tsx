import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import type { Filters } from '../data/session-types.ts';
import { type Endings, toPills } from './filter-pills.ts';

interface Props {
  readonly filters: Filters;
  readonly endings: Endings;
  readonly onChange: (filters: Filters) => void;
}

/** The active filters, each removable by one click. */
export function FilterPills({ filters, endings, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const pills = toPills(filters, endings);
  if (pills.length === 0) {
    return null;
  }
  return (
    <ul className={styles.list} aria-label="Active filters">
      {pills.map((pill) => (
        <li key={pill.key} className={styles.item}>
          <button
            type="button"
            className={styles.pill}
            aria-label={`Remove filter ${pill.name}: ${pill.value}`}
            onClick={() => onChange(pill.without)}
          >
            <span className={styles.name}>{pill.name}</span>
            <span className={styles.value}>{pill.value}</span>
            <Icon name="times" size="sm" />
          </button>
        </li>
      ))}
      <li>
        <Button variant="secondary" fill="text" size="sm" onClick={() => onChange({})}>
          Clear all
        </Button>
      </li>
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    listStyle: 'none',
    minWidth: 0,
  }),
  item: css({ minWidth: 0, maxWidth: '100%' }),
  pill: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    maxWidth: '100%',
    padding: theme.spacing(0.25, 1),
    border: `${theme.spacing(0.125)} solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    color: theme.colors.text.primary,
    fontSize: theme.typography.bodySmall.fontSize,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
  }),
  name: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
  value: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
});
