import { ClipboardButton, Field, Input, Stack, Text, TextLink } from '@grafana/ui';
import { useState } from 'react';
import { ScrollBox } from '../../components/index.ts';
import { appCommands, describeAddress } from './app-commands.ts';
import { Step } from './Step.tsx';

interface Props {
  /** Of the data source: the best guess for the app, too. */
  readonly backendUrl: string;
  readonly needsToken: boolean;
  readonly isDone: boolean;
}

/** What to set in the USSD app, ready to be copied. */
export function AppStep({ backendUrl, needsToken, isDone }: Props) {
  const [typed, setTyped] = useState<string>();
  const url = (typed ?? backendUrl).trim().replace(/\/+$/, '');
  const command = appCommands(url, needsToken);
  return (
    <Step number={2} title="Your USSD app" state={isDone ? 'done' : 'open'}>
      <Field
        label="Address of the backend, as the app reaches it"
        htmlFor="hopscope-app-url"
        description={describeAddress(url)}
      >
        <Input
          id="hopscope-app-url"
          value={typed ?? backendUrl}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </Field>
      <Stack direction="column" gap={1} alignItems="stretch">
        <Text element="p" color="secondary">
          Node.js 22.15 or newer, the app’s code stays as it is:
        </Text>
        <ScrollBox label="Commands for the app" text={command} />
        <Stack alignItems="center" wrap="wrap">
          <ClipboardButton variant="secondary" size="sm" icon="copy" getText={() => command}>
            Copy
          </ClipboardButton>
          <Text variant="bodySmall" color="secondary">
            HOPSCOPE_USER_HASH_KEY is the one that the backend was started with: by it a session is
            found by phone number, and without it everything else works.{' '}
            {needsToken && 'HOPSCOPE_TOKEN is the backend’s, the same as in the data source. '}
            An app that already has OpenTelemetry keeps its own setup.{' '}
            <TextLink
              href="https://opentelemetry.io/docs/languages/sdk-configuration/otlp-exporter/"
              external
              variant="bodySmall"
            >
              Other exporter settings
            </TextLink>
          </Text>
        </Stack>
      </Stack>
    </Step>
  );
}
