import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Collapse, Field, Input, SecretInput, SecretTextArea, Switch, TextLink } from '@grafana/ui';
import { useId, useState } from 'react';
import type { HopscopeOptions, HopscopeSecrets } from '../query.ts';
import { whatIsWrongWithUrl } from '../what-is-wrong-with-url.ts';

type Props = DataSourcePluginOptionsEditorProps<HopscopeOptions, HopscopeSecrets>;

const DOCS = 'https://github.com/hopscope/hopscope/blob/main/docs';

/** Where the backend is, and its token. */
export function ConfigEditor({ options, onOptionsChange }: Props) {
  const id = useId();
  const { jsonData, secureJsonFields, secureJsonData, readOnly } = options;
  const [isLeft, setLeft] = useState(options.url !== '');
  const [isOpen, setOpen] = useState(hasAdvanced(jsonData));
  const wrongUrl = isLeft ? whatIsWrongWithUrl(options.url) : undefined;
  const setJson = (changed: Partial<HopscopeOptions>): void =>
    onOptionsChange({ ...options, jsonData: { ...jsonData, ...changed } });
  const setSecret = (name: keyof HopscopeSecrets, value: string, isKept: boolean): void =>
    onOptionsChange({
      ...options,
      secureJsonFields: { ...secureJsonFields, [name]: isKept },
      secureJsonData: { ...secureJsonData, [name]: value },
    });

  return (
    <>
      <Field
        label="URL"
        description="Address of the Hopscope backend, as the Grafana server reaches it; without /api."
        required
        htmlFor={`${id}-url`}
        disabled={readOnly}
        invalid={wrongUrl !== undefined}
        error={wrongUrl}
      >
        <Input
          id={`${id}-url`}
          width={60}
          value={options.url}
          placeholder="http://127.0.0.1:4318"
          onChange={(event) => onOptionsChange({ ...options, url: event.currentTarget.value })}
          onBlur={() => setLeft(true)}
        />
      </Field>
      <Field
        label="Token"
        description="The HOPSCOPE_TOKEN that the backend was started with. Leave it empty when it has none."
        htmlFor={`${id}-token`}
        disabled={readOnly}
      >
        <SecretInput
          id={`${id}-token`}
          width={60}
          isConfigured={secureJsonFields?.token === true}
          value={secureJsonData?.token ?? ''}
          placeholder="No token"
          onReset={() => setSecret('token', '', false)}
          onChange={(event) =>
            setSecret('token', event.currentTarget.value, secureJsonFields?.token === true)
          }
        />
      </Field>
      <Collapse label="TLS and time limit" isOpen={isOpen} onToggle={() => setOpen(!isOpen)}>
        <Field
          label="Time limit"
          description="Seconds until Grafana gives up waiting for an answer."
          htmlFor={`${id}-timeout`}
          disabled={readOnly}
        >
          <Input
            id={`${id}-timeout`}
            type="number"
            min={1}
            width={20}
            value={jsonData.timeout ?? ''}
            placeholder="30"
            suffix="s"
            onChange={({ currentTarget: { valueAsNumber } }) =>
              setJson({ timeout: valueAsNumber >= 1 ? Math.floor(valueAsNumber) : undefined })
            }
          />
        </Field>
        <Field
          label="Own certificate authority"
          description="The backend’s certificate is signed by one that the Grafana server does not know."
          htmlFor={`${id}-with-ca`}
          disabled={readOnly}
        >
          <Switch
            id={`${id}-with-ca`}
            value={jsonData.tlsAuthWithCACert === true}
            onChange={(event) => setJson({ tlsAuthWithCACert: event.currentTarget.checked })}
          />
        </Field>
        {jsonData.tlsAuthWithCACert === true && (
          <>
            <Field label="Certificate of the authority" htmlFor={`${id}-ca`} disabled={readOnly}>
              <SecretTextArea
                id={`${id}-ca`}
                cols={60}
                rows={6}
                isConfigured={secureJsonFields?.tlsCACert === true}
                value={secureJsonData?.tlsCACert ?? ''}
                placeholder="-----BEGIN CERTIFICATE-----"
                onReset={() => setSecret('tlsCACert', '', false)}
                onChange={(event) => setSecret('tlsCACert', event.currentTarget.value, false)}
              />
            </Field>
            <Field
              label="Server name"
              description="The name in the certificate, when it is not the URL’s."
              htmlFor={`${id}-server`}
              disabled={readOnly}
            >
              <Input
                id={`${id}-server`}
                width={60}
                value={jsonData.serverName ?? ''}
                onChange={(event) => setJson({ serverName: event.currentTarget.value })}
              />
            </Field>
          </>
        )}
        <Field
          label="Skip the certificate’s check"
          description="Anybody between Grafana and the backend could then read the token."
          htmlFor={`${id}-skip`}
          disabled={readOnly}
        >
          <Switch
            id={`${id}-skip`}
            value={jsonData.tlsSkipVerify === true}
            onChange={(event) => setJson({ tlsSkipVerify: event.currentTarget.checked })}
          />
        </Field>
      </Collapse>
      <p>
        <TextLink href={`${DOCS}/grafana.md`} external inline>
          Hopscope in Grafana
        </TextLink>
        {' · '}
        <TextLink href={`${DOCS}/run-the-backend.md`} external inline>
          Run the backend
        </TextLink>
      </p>
    </>
  );
}

function hasAdvanced(jsonData: HopscopeOptions): boolean {
  const { timeout, tlsSkipVerify, tlsAuthWithCACert } = jsonData;
  return timeout !== undefined || tlsSkipVerify === true || tlsAuthWithCACert === true;
}
