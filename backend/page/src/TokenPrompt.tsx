import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Field, Input, useStyles2 } from '@grafana/ui';
import { type FormEvent, useRef, useState } from 'react';
import type { Failure } from '../../../grafana-plugin/src/components/index.ts';

interface Props {
  /** Whether the token that this tab kept was refused. */
  readonly wasRefused: boolean;
  /** Tries a token, and uses it when it is the one; `refused` when the backend knows another. */
  readonly onToken: (token: string) => Promise<'opened' | 'refused' | Failure>;
}

// What an HTTP header can carry without being read differently by whoever is in between.
const UNSENDABLE = /[^\x21-\x7e]/u;

function whyUnsendable(token: string): string | undefined {
  return UNSENDABLE.test(token)
    ? 'This is not the token: it has a space or a letter outside ASCII, which no request can carry. If HOPSCOPE_TOKEN is set like this, start the backend with one of plain letters, digits and signs.'
    : undefined;
}

/** Asks for the backend's token, and says of a wrong one that it is. */
export function TokenPrompt({ wasRefused, onToken }: Props) {
  const styles = useStyles2(getStyles);
  const input = useRef<HTMLInputElement>(null);
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState(
    wasRefused ? 'The token that this tab kept is not the token any more.' : undefined,
  );
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wanted = token.trim();
    if (wanted === '') {
      input.current?.focus();
      return;
    }
    const unsendable = whyUnsendable(wanted);
    const answer = unsendable === undefined ? await onToken(wanted) : 'refused';
    if (answer === 'opened') {
      return;
    }
    setProblem(
      answer === 'refused'
        ? (unsendable ?? 'This is not the token.')
        : `${answer.title}. ${answer.detail}`,
    );
    // The button may have been pressed: what has to be mended is the field.
    input.current?.focus();
  };
  return (
    <form className={styles.box} onSubmit={submit} aria-labelledby="token-title">
      <h2 id="token-title" className={styles.title}>
        This backend asks for a token
      </h2>
      <Field
        label="Token"
        htmlFor="token"
        description="The value of HOPSCOPE_TOKEN that the backend was started with. It is kept for this tab only."
        invalid={problem !== undefined}
        error={<span id="token-problem">{problem}</span>}
      >
        <Input
          id="token"
          ref={input}
          type="password"
          autoComplete="off"
          value={token}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : 'token-problem'}
          onChange={(event) => {
            setToken(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
      </Field>
      <Button type="submit">Open</Button>
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    maxWidth: theme.breakpoints.values.sm,
    margin: `${theme.spacing(6)} auto`,
    padding: theme.spacing(3),
    background: theme.colors.background.primary,
    border: `${theme.spacing(0.125)} solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  title: css({ ...theme.typography.h3, margin: theme.spacing(0, 0, 2) }),
});
