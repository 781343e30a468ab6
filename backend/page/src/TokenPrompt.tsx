import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Field, Input, useStyles2 } from '@grafana/ui';
import { type FormEvent, useState } from 'react';

interface Props {
  /** Whether a token was sent and refused. */
  readonly wasRefused: boolean;
  readonly onToken: (token: string) => void;
}

/** Asks for the backend's token. */
export function TokenPrompt({ wasRefused, onToken }: Props) {
  const styles = useStyles2(getStyles);
  const [token, setToken] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (token.trim() !== '') {
      onToken(token.trim());
    }
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
        invalid={wasRefused && token === ''}
        error="The backend refused this token."
      >
        <Input
          id="token"
          type="password"
          autoComplete="off"
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
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
