import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Field, Input, SecretInput } from '@grafana/ui';
import type { HopscopeOptions, HopscopeSecrets } from '../query.ts';

type Props = DataSourcePluginOptionsEditorProps<HopscopeOptions, HopscopeSecrets>;

/** Where the backend is, and its token. */
export function ConfigEditor({ options, onOptionsChange }: Props) {
  const setToken = (token: string, isKept: boolean): void =>
    onOptionsChange({
      ...options,
      secureJsonFields: { ...options.secureJsonFields, token: isKept },
      secureJsonData: { token },
    });
  return (
    <>
      <Field
        label="URL"
        description="Address of the Hopscope backend, as the Grafana server reaches it."
      >
        <Input
          id="hopscope-url"
          width={60}
          value={options.url}
          placeholder="http://127.0.0.1:4318"
          onChange={(event) => onOptionsChange({ ...options, url: event.currentTarget.value })}
        />
      </Field>
      <Field label="Token" description="The backend’s HOPSCOPE_TOKEN, when it has one.">
        <SecretInput
          id="hopscope-token"
          width={60}
          isConfigured={options.secureJsonFields?.token === true}
          value={options.secureJsonData?.token ?? ''}
          onReset={() => setToken('', false)}
          onChange={(event) =>
            setToken(event.currentTarget.value, options.secureJsonFields?.token === true)
          }
        />
      </Field>
    </>
  );
}
