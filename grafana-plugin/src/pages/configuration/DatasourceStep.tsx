import { Button, Field, Input, LinkButton, SecretInput, Stack, Text } from '@grafana/ui';
import { type FormEvent, useState } from 'react';
import { addDatasource, type Health, type KeptDatasource, messageOf } from './grafana-api.ts';
import { Step } from './Step.tsx';

interface Props {
  /** `undefined` while Grafana is asked for it. */
  readonly datasource: KeptDatasource | undefined;
  readonly isLoading: boolean;
  /** `undefined` while it is being asked. */
  readonly health: Health | undefined;
  readonly onChanged: () => void;
  readonly onRetry: () => void;
}

/** Where the backend is: adds the data source, or says how it is. */
export function DatasourceStep({ datasource, isLoading, health, onChanged, onRetry }: Props) {
  if (isLoading) {
    return (
      <Step number={1} title="Data source" state="busy">
        <Text color="secondary">Looking for a Hopscope data source.</Text>
      </Step>
    );
  }
  if (datasource === undefined) {
    return (
      <Step number={1} title="Data source" state="open">
        <NewDatasource onAdded={onChanged} />
      </Step>
    );
  }
  const state = health === undefined ? 'busy' : health.isOk ? 'done' : 'wrong';
  return (
    <Step number={1} title="Data source" state={state}>
      <Stack direction="column" gap={1} alignItems="flex-start">
        <Text>
          {datasource.name} at {datasource.url === '' ? 'no address' : datasource.url}
        </Text>
        <div role="status">
          <Text color={state === 'wrong' ? 'error' : 'secondary'}>
            {health?.message ?? 'Asking it.'}
          </Text>
        </div>
        <Stack>
          <LinkButton
            href={`/connections/datasources/edit/${datasource.uid}`}
            variant="secondary"
            size="sm"
            icon="cog"
          >
            Settings
          </LinkButton>
          <Button variant="secondary" size="sm" icon="sync" onClick={onRetry}>
            Test again
          </Button>
        </Stack>
      </Stack>
    </Step>
  );
}

function NewDatasource({ onAdded }: { readonly onAdded: () => void }) {
  const [url, setUrl] = useState('http://127.0.0.1:4318');
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsBusy(true);
    setProblem(undefined);
    try {
      await addDatasource(url.trim().replace(/\/+$/, ''), token.trim());
      onAdded();
    } catch (error) {
      setProblem(`Not added: ${messageOf(error)}`);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <form onSubmit={add}>
      <Field
        label="Address of the backend"
        description="As the Grafana server reaches it. Hopscope prints it when it starts."
        htmlFor="hopscope-new-url"
      >
        <Input
          id="hopscope-new-url"
          value={url}
          required
          type="url"
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
      </Field>
      <Field
        label="Token"
        description="HOPSCOPE_TOKEN of the backend, if it was started with one."
        htmlFor="hopscope-new-token"
        invalid={problem !== undefined}
        error={problem}
      >
        <SecretInput
          id="hopscope-new-token"
          isConfigured={false}
          value={token}
          autoComplete="off"
          onReset={() => setToken('')}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
      </Field>
      <Button type="submit" icon="plus" disabled={isBusy}>
        Create data source
      </Button>
    </form>
  );
}
