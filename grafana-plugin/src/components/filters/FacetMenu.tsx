import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Checkbox, Dropdown, Input, useStyles2 } from '@grafana/ui';
import { type ReactNode, useState } from 'react';
import { formatCount } from '../format/number.ts';

export interface FacetOption {
  readonly value: string;
  readonly label: string;
  /** Sessions in the range; `undefined` where it is not counted. */
  readonly sessions: number | undefined;
}

interface Props {
  readonly name: string;
  readonly options: readonly FacetOption[];
  readonly selected: readonly string[];
  readonly onToggle: (value: string, on: boolean) => void;
}

const FILTERABLE_FROM = 9;

/** A filter on one dimension: its values with their sessions, several at once. */
export function FacetMenu({ name, options, selected, onToggle }: Props) {
  const count = selected.length === 0 ? '' : ` (${selected.length})`;
  return (
    <Dropdown
      placement="bottom-start"
      offset={[4, 0]}
      overlay={() => <FacetList {...{ name, options, selected, onToggle }} />}
    >
      <Button
        variant="secondary"
        fill="outline"
        icon="angle-down"
        iconPlacement="right"
        aria-haspopup="dialog"
      >
        {`${name}${count}`}
      </Button>
    </Dropdown>
  );
}

interface ListProps extends Props {
  /** Below the values. */
  readonly footer?: ReactNode;
}

/** Values to tick, for a dropdown that stays open meanwhile. */
export function FacetList({ name, options, selected, onToggle, footer }: ListProps) {
  const styles = useStyles2(getStyles);
  const [wanted, setWanted] = useState('');
  const shown = options.filter((one) => one.label.toLowerCase().includes(wanted.toLowerCase()));
  return (
    // The dropdown closes on any click or Tab inside it; here both only move between the values.
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps events from the dropdown, nothing else
    <div
      className={styles.list}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.key === 'Tab' && event.stopPropagation()}
    >
      {options.length >= FILTERABLE_FROM && (
        <Input
          aria-label={`Find a value of ${name}`}
          placeholder="Find"
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <fieldset className={styles.values}>
        <legend className={styles.legend}>{name}</legend>
        {shown.length === 0 && (
          <p className={styles.none}>
            {options.length === 0 ? 'No values in this range' : 'No such value'}
          </p>
        )}
        {shown.map((option) => (
          <div key={option.value} className={styles.row}>
            <Checkbox
              label={option.label}
              value={selected.includes(option.value)}
              onChange={(event) => onToggle(option.value, event.currentTarget.checked)}
            />
            {option.sessions !== undefined && (
              <span className={styles.count}>{formatCount(option.sessions)}</span>
            )}
          </div>
        ))}
      </fieldset>
      {footer}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    minWidth: theme.spacing(26),
    maxWidth: theme.spacing(42),
    padding: theme.spacing(1),
    background: theme.colors.background.elevated,
    border: `${theme.spacing(0.125)} solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z3,
  }),
  values: css({
    // Below the ring of the field above it.
    margin: theme.spacing(1, 0, 0.5),
    padding: 0,
    border: 0,
    maxHeight: theme.spacing(40),
    overflowY: 'auto',
  }),
  legend: css({
    margin: theme.spacing(0, 0.5, 0.5),
    width: 'auto',
    border: 0,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  row: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(2),
    padding: theme.spacing(0.5),
    borderRadius: theme.shape.radius.default,
    '&:hover': { background: theme.colors.action.hover },
  }),
  count: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  none: css({ color: theme.colors.text.secondary, margin: theme.spacing(0.5) }),
});
