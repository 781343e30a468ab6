import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, Input, useStyles2 } from '@grafana/ui';
import { type FormEvent, useId, useState } from 'react';
import { toFailure } from '../data/failure.ts';
import type { Identity } from '../data/session-types.ts';
import { visuallyHidden } from '../states/visually-hidden.ts';

/** What a search found; of a number only its last digits, to tell it from another by. */
export type Found =
  | { readonly kind: 'subscriber'; readonly userHashes: readonly string[]; readonly ending: string }
  | Extract<Identity, { kind: 'session' }>;

const ENDING_DIGITS = 3;

interface Props {
  /** Asks the backend what the text is; only its answer, never the whole text, leaves this box. */
  readonly identify: (text: string) => Promise<Identity>;
  /** Shows it; until then the box is busy, and says why when that fails. */
  readonly onFound: (found: Found) => Promise<void>;
  /** Nothing was found: what an earlier search found must not be taken for this one's answer. */
  readonly onNothing: () => void;
  /** Said below the box, for instance that numbers cannot be searched and how to change that. */
  readonly hint: string | undefined;
  /** In a toolbar: its label is read out only. */
  readonly isCompact?: boolean;
}

/**
 * Search by phone number or session id.
 *
 * The text lives in this component's memory only: no `name` and no autocomplete, so the browser
 * does not keep it either, and it is cleared once it has become a hash or an id.
 */
export function SearchBox({ identify, onFound, onNothing, hint, isCompact = false }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wanted = text.trim();
    if (wanted === '' || busy) {
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      const identity = await identify(wanted);
      if (identity.kind === 'unknown') {
        setProblem(identity.why);
        onNothing();
      } else {
        await onFound(
          identity.kind === 'subscriber'
            ? { ...identity, ending: wanted.replace(/\D/g, '').slice(-ENDING_DIGITS) }
            : identity,
        );
        setText('');
      }
    } catch (error) {
      const failure = toFailure(error);
      setProblem(`${failure.title}. ${failure.detail}`);
      onNothing();
    } finally {
      setBusy(false);
    }
  };

  return (
    <form aria-label="Search sessions" className={styles.form} onSubmit={submit}>
      <label htmlFor={id} className={isCompact ? visuallyHidden : styles.label}>
        Search
      </label>
      <Input
        id={id}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(undefined);
        }}
        placeholder="MSISDN or session ID"
        prefix={<Icon name="search" />}
        loading={busy}
        invalid={problem !== undefined}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-help`}
        addonAfter={
          <Button type="submit" variant="secondary">
            Find
          </Button>
        }
      />
      <div
        id={`${id}-help`}
        role="status"
        className={problem === undefined ? styles.hint : styles.problem}
      >
        {problem ?? hint}
      </div>
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ flex: `1 1 ${theme.spacing(34)}`, maxWidth: theme.spacing(52), minWidth: 0 }),
  label: css({
    display: 'block',
    marginBottom: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  hint: css({
    marginTop: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '&:empty': { display: 'none' },
  }),
  problem: css({
    marginTop: theme.spacing(0.5),
    color: theme.colors.error.text,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
});
