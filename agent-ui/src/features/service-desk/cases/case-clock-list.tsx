import { CaseClocks, type CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { useQuery } from '@tanstack/react-query';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { formatClock, formatDuration } from '../../../ui/format.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import { caseTypeInWords } from '../desk-settings/case-type-in-words.ts';
import { ClockExcuseLine } from '../desk-reports/excuse-clock.tsx';
import { ClockBar } from './clock-bar.tsx';
import { type CaseTypeView, useNames } from './names.ts';

type Clock = CaseDetail['clocks'][number];
type ExplainedClock = CaseClocks['clocks'][number];
const tones = {
  running: 'offered',
  paused: 'notReady',
  kept: 'ready',
  missed: 'alarm',
  cancelled: 'offline',
  merged: 'offline',
  noCalendar: 'alarm',
} as const;

/** All clocks of a case, those that run first, each with why it is due when it is. */
export function CaseClockList({ one, type }: { one: CaseDetail; type: CaseTypeView }) {
  const isRunning = ({ stoppedAtMs }: Clock) => stoppedAtMs === null;
  const clocks = one.clocks.toSorted(
    (a, b) => Number(isRunning(b)) - Number(isRunning(a)) || a.startedAtMs - b.startedAtMs,
  );
  return (
    <ul className="case-clocks">
      {clocks.map((clock) => (
        <li key={`${clock.clockKey}.${clock.round}.${clock.startedAtMs}`} data-testid={`case-clock-${clock.clockKey}`}>
          <ClockLine caseNo={one.caseNo} clock={clock} type={type} />
          <ClockExcuseLine caseNo={one.caseNo} clock={clock} mayExcuse={one.may.excuse} />
        </li>
      ))}
    </ul>
  );
}

function ClockLine({ caseNo, clock, type }: { caseNo: string; clock: Clock; type: CaseTypeView }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const nameOf = useNames();
  const name = nameOf(clock.name);
  const due = clock.dueAtMs === null ? '–' : formatClock(clock.dueAtMs, me.timeZone, 'MM-DD HH:mm');
  return (
    <>
      {clock.stoppedAtMs === null ? (
        <ClockBar name={name} left={clock.left} dueAtMs={clock.dueAtMs} isPaused={clock.state === 'paused'} />
      ) : (
        <span>{name}</span>
      )}
      <span className="case-clock-state">
        <StateMark tone={tones[clock.state]}>{t(`cases.clockStates.${clock.state}`)}</StateMark>{' '}
        <span className="figures small">{due}</span>
        {clock.isProvisional && <em title={t('cases.provisionalHint')}> {t('cases.provisional')}</em>}
        {clock.isGrace && <em title={t('cases.grace')}> +30′</em>}{' '}
        <WhyButton caseNo={caseNo} clock={clock} type={type} />
      </span>
    </>
  );
}

/** The spans that were counted until it is due, and why so many. Asked for when somebody looks. */
function WhyButton({ caseNo, clock, type }: { caseNo: string; clock: Clock; type: CaseTypeView }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const asked = useQuery({
    queryKey: ['cases', 'clocks', caseNo],
    queryFn: () => request(CaseClocks, 'GET', `/cases/${caseNo}/clocks`),
    enabled: isOpen,
  });
  const found = asked.data?.clocks.find(
    ({ clockKey, round, startedAtMs }) =>
      clockKey === clock.clockKey && round === clock.round && startedAtMs === clock.startedAtMs,
  );
  return (
    <Popover
      trigger="click"
      open={isOpen}
      onOpenChange={setOpen}
      title={t('cases.why')}
      content={found === undefined ? null : <Why of={found} type={type} />}
    >
      <Button size="small" type="text" aria-label={t('cases.why')} data-testid={`case-why-${clock.clockKey}`}>
        ?
      </Button>
    </Popover>
  );
}

function Why({ of: { why, because }, type }: { of: ExplainedClock; type: CaseTypeView }) {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const time = (atMs: number) => formatClock(atMs, me.timeZone, 'HH:mm');
  const countedMs = why.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const inWords = caseTypeInWords(t, i18n.language === 'en' ? 'en' : 'zh', type);
  return (
    <div className="case-because">
      {because !== null && <p data-testid="case-because">{inWords.because(because)}</p>}
      {why.length === 0 ? (
        t('cases.whyNothing')
      ) : (
        <>
          <ol className="case-why figures">
            {why.map(({ date, fromMs, toMs }) => (
              <li key={fromMs}>
                {date.slice(5)} {time(fromMs)}–{time(toMs)}{' '}
                <span className="quiet">{formatDuration(toMs - fromMs)}</span>
              </li>
            ))}
          </ol>
          <b>{t('cases.whyTotal', { time: formatDuration(countedMs) })}</b>
        </>
      )}
    </div>
  );
}
