import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Tooltip, useStyles2 } from '@grafana/ui';
import { type OutcomeKind, outcomeMeaning, outcomeWords } from '../format/outcome-words.ts';

interface Props {
  readonly outcome: string;
  /** `app`, `inferred` or ''. */
  readonly source: string;
}

/** An outcome as icon and word; what was inferred says so. */
export function OutcomeMark({ outcome, source }: Props) {
  const words = outcomeWords(outcome);
  const styles = useStyles2(getStyles, words.kind);
  const inferred = source === 'inferred';
  return (
    <Tooltip content={outcomeMeaning(outcome, source)}>
      <span className={styles.mark}>
        <Icon name={words.icon} className={styles.icon} />
        <span>{words.label}</span>
        {inferred && <span className={styles.inferred}>inferred</span>}
      </span>
    </Tooltip>
  );
}

const getStyles = (theme: GrafanaTheme2, kind: OutcomeKind) => {
  const colors: Record<OutcomeKind, string> = {
    completed: theme.colors.success.text,
    declined: theme.colors.info.text,
    left: theme.colors.warning.text,
    fault: theme.colors.error.text,
    open: theme.colors.text.secondary,
  };
  return {
    mark: css({
      display: 'inline-flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      // On its base line the icon would stand, and the words above those of the other cells.
      verticalAlign: 'top',
      gap: theme.spacing(0, 0.75),
    }),
    icon: css({ color: colors[kind] }),
    inferred: css({
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontStyle: 'italic',
    }),
  };
};
