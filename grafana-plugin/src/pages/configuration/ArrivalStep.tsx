import { LinkButton, Stack, Text } from '@grafana/ui';
import type { StoreStatus } from '@hopscope/client';
import {
  type Answer,
  formatAgo,
  formatCount,
  formatCountOf,
  useNow,
} from '../../components/index.ts';
import { sessionsHref } from '../page-address.ts';
import { toArrival } from './arrival.ts';
import { Step } from './Step.tsx';

interface Props {
  readonly status: Answer<StoreStatus>;
  readonly datasourceUid: string | undefined;
}

/** Whether data arrive: the last span, and how long ago, by the second. */
export function ArrivalStep({ status, datasourceUid }: Props) {
  const now = useNow(true);
  const { data, failure } = status;
  if (datasourceUid === undefined || (data === undefined && failure === undefined)) {
    return (
      <Step number={3} title="Do data arrive?" state="open">
        <Text color="secondary">Known as soon as the data source answers.</Text>
      </Step>
    );
  }
  if (failure !== undefined || data === undefined) {
    return (
      <Step number={3} title="Do data arrive?" state="wrong">
        <Text color="secondary">
          Not known before the data source works: step 1 says what is wrong. This goes on by itself.
        </Text>
      </Step>
    );
  }
  const arrival = toArrival(data, now);
  return (
    <Step
      number={3}
      title="Do data arrive?"
      state={arrival.state === 'arrives' ? 'done' : arrival.state === 'quiet' ? 'wrong' : 'open'}
    >
      <Stack direction="column" gap={1} alignItems="flex-start">
        {data.lastSpanAt !== null && (
          <Text>
            {formatCountOf(data.sessions, 'session')}
            {data.sessionsNotLive > 0 &&
              ` (${formatCount(data.sessionsNotLive)} of probes and simulators, which lists and rates leave out)`}
            ; the last span arrived {formatAgo(now - data.lastSpanAt)}.
          </Text>
        )}
        <div role="status">
          <Text color="secondary">{arrival.words}</Text>
        </div>
        {data.sessions > 0 && (
          <LinkButton href={sessionsHref(datasourceUid)} size="sm" icon="arrow-right">
            See the sessions
          </LinkButton>
        )}
      </Stack>
    </Step>
  );
}
