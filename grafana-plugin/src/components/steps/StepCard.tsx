import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, IconButton, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import type { HookRow, StepRow } from '../data/session-types.ts';
import { formatDateTime } from '../format/date.ts';
import { formatDuration } from '../format/duration.ts';
import { explainAction, reachedAfter } from './explain-end.ts';
import { inputWords } from './explain-missing.ts';
import { HookCall } from './HookCall.tsx';
import { PhoneScreen } from './PhoneScreen.tsx';

interface Props {
  readonly step: StepRow;
  readonly hooks: readonly HookRow[];
  /** 1 for the first screen. */
  readonly number: number;
  /** Whether the session is open and this is the screen on the phone right now. */
  readonly isWaiting: boolean;
  readonly timeZone: string;
  /** The session's deployment version: a step that another one handled says so. */
  readonly sessionVersion: string;
}

const NAME_SOURCES: Readonly<Record<string, string>> = {
  app: 'named by the app',
  framework: 'the framework’s state',
  route: 'named after the hook’s route',
  screen: 'named after the screen',
};

/** One screen: what the phone showed, what the user did, what the app called to make it. */
export function StepCard({ step, hooks, number, isWaiting, timeZone, sessionVersion }: Props) {
  const styles = useStyles2(getStyles);
  const input = inputWords(step);
  const action = explainAction(step);
  return (
    <li className={styles.step}>
      <div className={styles.number} aria-hidden>
        {number}
      </div>
      <div className={styles.content}>
        <PhoneScreen step={step} number={number} isWaiting={isWaiting} />
        <div className={styles.facts}>
          <h3 className={styles.title}>
            <span className={styles.stepId} title={NAME_SOURCES[step.nameSource]}>
              {step.stepId === '' ? 'unnamed step' : step.stepId}
            </span>
            {step.action !== '' && step.action !== 'next' && (
              <Badge color={step.action === 'end' ? 'purple' : 'orange'} text={step.action} />
            )}
            {step.version !== sessionVersion && step.version !== '' && (
              <Badge color="blue" text={`version ${step.version}`} />
            )}
            {step.hookError && <Badge color="red" icon="exclamation-triangle" text="hook error" />}
            {step.errorType !== '' && <Badge color="red" icon="bug" text={step.errorType} />}
          </h3>
          <dl className={styles.list}>
            <Fact name="Input" hint={input.hint}>
              {input.isVerbatim ? (
                <code>{input.text}</code>
              ) : (
                <span className={styles.weak}>{input.text ?? noInputWords(step, isWaiting)}</span>
              )}
            </Fact>
            <Fact name="Reached after" hint={undefined}>
              <time
                dateTime={new Date(step.shownAt).toISOString()}
                title={formatDateTime(step.shownAt, timeZone)}
              >
                {reachedAfter(step.timeToReachMs)}
              </time>
            </Fact>
            <Fact name="App took" hint={undefined}>
              {formatDuration(step.appTimeMs)}
            </Fact>
            <Fact name="User thought" hint={undefined}>
              {step.thinkTimeMs === null ? (
                <span className={styles.weak}>–</span>
              ) : (
                formatDuration(step.thinkTimeMs)
              )}
            </Fact>
          </dl>
          {action !== undefined && (
            <p className={styles.action}>
              {action}
              {step.actionMessage !== '' && (
                <>
                  {' '}
                  Message: <q>{step.actionMessage}</q>
                </>
              )}
            </p>
          )}
          {hooks.length > 0 && (
            <div className={styles.hooks}>
              <h4 className={styles.hooksTitle}>
                {hooks.length === 1
                  ? 'Hook called for this screen'
                  : 'Hooks called for this screen'}
              </h4>
              {hooks.map((hook) => (
                <HookCall
                  key={`${hook.startedAt} ${hook.durationMs} ${hook.method} ${hook.url}`}
                  hook={hook}
                  capture={step.capture}
                />
              ))}
            </div>
          )}
        </div>
      </div>
    </li>
  );
}

function noInputWords(step: StepRow, isWaiting: boolean): string {
  if (step.responseType === 'end') {
    return 'none: the session ended here';
  }
  return isWaiting ? 'none so far' : 'none';
}

interface FactProps {
  readonly name: string;
  readonly hint: string | undefined;
  readonly children: ReactNode;
}

function Fact({ name, hint, children }: FactProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>
        {children}
        {hint !== undefined && (
          <IconButton name="info-circle" size="sm" className={styles.hint} tooltip={hint} />
        )}
      </dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  step: css({
    display: 'flex',
    gap: theme.spacing(1.5),
    minWidth: 0,
    // The line that joins the numbers of the steps.
    '&:not(:last-child) > :first-child::after': {
      content: '""',
      flex: 1,
      width: theme.spacing(0.125),
      background: theme.colors.border.medium,
    },
  }),
  number: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    width: theme.spacing(2.5),
    paddingTop: theme.spacing(0.25),
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
  content: css({
    flex: 1,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1.5, 3),
    minWidth: 0,
    paddingBottom: theme.spacing(3),
  }),
  facts: css({ flex: `1 1 ${theme.spacing(32)}`, minWidth: 0 }),
  title: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: theme.spacing(0, 0, 1),
    ...theme.typography.h6,
  }),
  stepId: css({ fontFamily: theme.typography.fontFamilyMonospace, overflowWrap: 'anywhere' }),
  list: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 4), margin: 0 }),
  fact: css({ minWidth: 0, maxWidth: theme.spacing(44) }),
  name: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
  }),
  value: css({ margin: 0, overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' }),
  hint: css({ marginLeft: theme.spacing(0.75) }),
  weak: css({ color: theme.colors.text.secondary }),
  action: css({ margin: theme.spacing(1, 0, 0), overflowWrap: 'anywhere' }),
  hooks: css({
    display: 'grid',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1.5),
    minWidth: 0,
  }),
  hooksTitle: css({
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    margin: 0,
  }),
});
