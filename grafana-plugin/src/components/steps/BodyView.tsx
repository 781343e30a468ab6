import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, ClipboardButton, useStyles2 } from '@grafana/ui';
import { useId, useState } from 'react';
import { ScrollBox } from '../states/ScrollBox.tsx';
import { prettyBody } from './pretty-body.ts';

interface Props {
  /** `Response` or `Request`. */
  readonly title: string;
  readonly body: string;
  /** Whether it tells only the keys and the types of the values, not what was sent. */
  readonly isShape: boolean;
  readonly startsOpen: boolean;
}

/** A hook's body: JSON laid out, foldable, never taller than a few lines. */
export function BodyView({ title, body, isShape, startsOpen }: Props) {
  const styles = useStyles2(getStyles);
  const [isOpen, setIsOpen] = useState(startsOpen);
  const id = useId();
  return (
    <div className={styles.box}>
      <div className={styles.head}>
        <Button
          variant="secondary"
          fill="text"
          size="sm"
          icon={isOpen ? 'angle-down' : 'angle-right'}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          {title}
        </Button>
        {isOpen && (
          <ClipboardButton
            variant="secondary"
            fill="text"
            size="sm"
            icon="copy"
            getText={() => body}
            aria-label={`Copy ${title.toLowerCase()}`}
          />
        )}
      </div>
      {isOpen && isShape && (
        <p className={styles.shape}>
          Shape only (HOPSCOPE_CAPTURE=standard): the types stand in place of the values. Set it to
          full on the app to record the bodies of new sessions.
        </p>
      )}
      {isOpen && <ScrollBox id={id} label={title} text={prettyBody(body)} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ minWidth: 0 }),
  shape: css({
    margin: theme.spacing(0, 0, 0.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontStyle: 'italic',
  }),
  head: css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    marginLeft: theme.spacing(-1),
  }),
});
