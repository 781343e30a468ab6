import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { Aside } from '../data/use-session-search.ts';
import { formatDay } from '../format/date.ts';
import { PRESET_WORDS } from '../state/time-range.ts';
import { type Endings, toPills } from './filter-pills.ts';

interface Props {
  readonly aside: Aside;
  readonly endings: Endings;
  readonly timeZone: string;
  readonly onRestore: () => void;
}

/** Says what a search for a session took off the view, and brings it back. */
export function PutAside({ aside, endings, timeZone, onRestore }: Props) {
  const styles = useStyles2(getStyles);
  const { filters, range, interval } = aside;
  const names = toPills(filters, endings).map(({ name, value }) => `${name} ${value}`);
  if (range !== undefined) {
    names.push(
      'preset' in range
        ? PRESET_WORDS[range.preset]
        : `${formatDay(interval.fromMs, timeZone)} – ${formatDay(interval.toMs - 1, timeZone)}`,
    );
  }
  return (
    <p className={styles.line} role="status">
      {`Put aside, to show this session: ${names.join(', ')}.`}
      <Button variant="secondary" size="sm" icon="repeat" onClick={onRestore}>
        Bring back
      </Button>
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: 0,
    overflowWrap: 'anywhere',
  }),
});
