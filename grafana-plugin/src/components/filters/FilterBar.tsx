import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Checkbox, useStyles2 } from '@grafana/ui';
import { useId, useState } from 'react';
import { type Filters, type Identity, OUTCOMES } from '../data/session-types.ts';
import type { Facets, FacetValue } from '../data/use-facets.ts';
import type { Aside } from '../data/use-session-search.ts';
import { outcomeWords } from '../format/outcome-words.ts';
import { formatProvider } from '../format/provider.ts';
import { UNKNOWN } from '../format/unknown.ts';
import type { Interval, RangeChoice } from '../state/time-range.ts';
import { FacetMenu, type FacetOption } from './FacetMenu.tsx';
import { FilterPills } from './FilterPills.tsx';
import { addValue, type Endings, omitFilter, removeValue, toPills } from './filter-pills.ts';
import { PutAside } from './PutAside.tsx';
import { RangeInputs } from './RangeInputs.tsx';
import { type Found, SearchBox } from './SearchBox.tsx';

interface Props {
  readonly range: RangeChoice;
  readonly interval: Interval;
  readonly timeZone: string;
  readonly filters: Filters;
  readonly facets: Facets;
  readonly searchHint: string | undefined;
  readonly identify: (text: string) => Promise<Identity>;
  readonly onRange: (range: RangeChoice) => void;
  readonly onFilters: (filters: Filters) => void;
  /** The same after a search: what an earlier one has opened is no answer to it. */
  readonly onSearch: (filters: Filters) => void;
  /** A session that was searched for by its id: the host shows it, whatever else is filtered. */
  readonly onSession: (sessionId: string) => Promise<void>;
  /** What that search put aside, if anything. */
  readonly aside: Aside | undefined;
  readonly onRestore: () => void;
}

const FACETS = [
  ['network', 'Network'],
  ['provider', 'Provider'],
  ['serviceCode', 'Service code'],
  ['version', 'Version'],
] as const;

const OUTCOME_OPTIONS: readonly FacetOption[] = OUTCOMES.map((value) => ({
  value,
  label: outcomeWords(value).label,
  sessions: undefined,
}));

function toOption(key: string, { value, sessions }: FacetValue): FacetOption {
  const label = key === 'provider' ? formatProvider(value) : value;
  return { value, label: label === '' ? UNKNOWN : label, sessions };
}

// A value that is filtered on but has no session in this range can still be unticked.
function withSelected(values: readonly FacetValue[], selected: readonly string[]): FacetValue[] {
  const known = new Set(values.map((one) => one.value));
  return [
    ...values,
    ...selected.filter((value) => !known.has(value)).map((value) => ({ value, sessions: 0 })),
  ];
}

/** Range, search and filters: everything that decides which sessions the page is about. */
export function FilterBar(props: Props) {
  const { range, interval, timeZone, filters, facets, onRange, onFilters } = props;
  const styles = useStyles2(getStyles);
  const id = useId();
  // For this visit only: never in the address, the history or a storage.
  const [endings, setEndings] = useState<Endings>(new Map());
  // Where the page is narrow; elsewhere all of it is always shown.
  const [isOpen, setIsOpen] = useState(false);
  const active = toPills(filters).length;
  const withoutSearched = omitFilter(omitFilter(filters, 'userHash'), 'sessionId');
  const found = async (what: Found): Promise<void> => {
    if (what.kind === 'session') {
      await props.onSession(what.sessionId);
      return;
    }
    setEndings(
      new Map([...endings, ...what.userHashes.map((hash) => [hash, what.ending] as const)]),
    );
    // The searched subscriber replaces an earlier one; the other filters stay.
    props.onSearch({ ...withoutSearched, userHash: what.userHashes });
  };
  const forget = (): void => {
    if (filters.userHash !== undefined || filters.sessionId !== undefined) {
      props.onSearch(withoutSearched);
    }
  };
  const toggle =
    (key: 'network' | 'provider' | 'serviceCode' | 'version' | 'outcome') =>
    (value: string, on: boolean): void =>
      onFilters(on ? addValue(filters, key, value) : removeValue(filters, key, value));

  return (
    <div className={styles.bar}>
      <RangeInputs
        range={range}
        interval={interval}
        timeZone={timeZone}
        // Two fixed instants have no button that is marked: then the fields have to say them.
        dateClass={!isOpen && 'preset' in range ? styles.folded : undefined}
        onChange={onRange}
      />
      <div className={styles.row}>
        <SearchBox
          identify={props.identify}
          onFound={found}
          onNothing={forget}
          hint={props.searchHint}
        />
        <Button
          className={styles.more}
          variant="secondary"
          icon={isOpen ? 'angle-up' : 'angle-down'}
          iconPlacement="right"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setIsOpen(!isOpen)}
        >
          {active === 0 ? 'Filters' : `Filters (${active})`}
        </Button>
        <fieldset id={id} className={cx(styles.facets, !isOpen && styles.folded)}>
          <legend className={styles.label}>Filter</legend>
          {FACETS.map(([key, name]) => (
            <FacetMenu
              key={key}
              name={name}
              options={withSelected(facets[key], filters[key] ?? []).map((v) => toOption(key, v))}
              selected={filters[key] ?? []}
              onToggle={toggle(key)}
            />
          ))}
          <FacetMenu
            name="Outcome"
            options={OUTCOME_OPTIONS}
            selected={filters.outcome ?? []}
            onToggle={toggle('outcome')}
          />
          <Checkbox
            label="With a failed hook"
            value={filters.hookError === true}
            onChange={(event) =>
              onFilters(
                event.currentTarget.checked
                  ? { ...filters, hookError: true }
                  : omitFilter(filters, 'hookError'),
              )
            }
          />
        </fieldset>
      </div>
      <FilterPills filters={filters} endings={endings} onChange={onFilters} />
      {props.aside !== undefined && (
        <PutAside
          aside={props.aside}
          endings={endings}
          timeZone={timeZone}
          onRestore={props.onRestore}
        />
      )}
    </div>
  );
}

// A container query, as in the table: in Grafana the page is a panel of any width.
const NARROW = '@container (max-width: 600px)';

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    containerType: 'inline-size',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    minWidth: 0,
  }),
  more: css({ display: 'none', [NARROW]: { display: 'inline-flex' } }),
  folded: css({ [NARROW]: { display: 'none' } }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1.5),
  }),
  facets: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: 0,
    padding: 0,
    border: 0,
    minWidth: 0,
  }),
  label: css({
    width: '100%',
    margin: theme.spacing(0, 0, 0.5),
    border: 0,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.typography.body.lineHeight,
  }),
});
