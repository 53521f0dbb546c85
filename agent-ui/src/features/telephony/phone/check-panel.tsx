import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSeat, useSeatView } from '../../desk-work/desk/seat.tsx';
import type { CheckResult } from './judge-check.ts';
import './phone-check.css';

/** The check before a shift: speak, hear yourself through the center's own Asterisk, read the result. */
export function CheckPanel() {
  const { t } = useTranslation();
  const seat = useSeat();
  const check = useSeatView((view) => view.check);
  const desk = useSeatView((view) => view.desk);
  const isRegistered = useSeatView((view) => view.isRegistered);
  const isRunning = check?.state === 'calling' || check?.state === 'listening';
  const mayCheck = desk?.state === 'notReady' && isRegistered;
  return (
    <section className="phone-check" data-testid="phone-check" data-state={check?.state ?? 'none'}>
      <h3>{t('phoneCheck.title')}</h3>
      <p className="small quiet">{t(mayCheck || isRunning ? 'phoneCheck.hint' : 'phoneCheck.notNow')}</p>
      <div aria-live="polite">
        {check?.state === 'calling' && <p>{t('phoneCheck.calling')}</p>}
        {check?.state === 'listening' && (
          <p>
            {t('phoneCheck.speak')} <b className="figures">{Math.ceil(check.leftMs / 1000)} s</b>
          </p>
        )}
        {check?.state === 'failed' && check.code !== 'wrongState' && (
          <p className="phone-check-bad">{t(`errors.${check.code}`)}</p>
        )}
        {check?.state === 'done' && <Found result={check.result} />}
      </div>
      <Button
        data-testid="phone-check-start"
        type={check?.state === 'done' ? 'default' : 'primary'}
        disabled={!mayCheck}
        loading={isRunning}
        onClick={() => void seat.checkPhone()}
      >
        {t(check?.state === 'done' ? 'phoneCheck.again' : 'phoneCheck.start')}
      </Button>
    </section>
  );
}

const marks = {
  good: <CheckCircleFilled className="check-good" />,
  fair: <ExclamationCircleFilled className="check-fair" />,
  bad: <CloseCircleFilled className="check-bad" />,
};

function Found({ result }: { result: CheckResult }) {
  const { t } = useTranslation();
  const { microphone, echo, network, leg, isFit } = result;
  const lines: [keyof typeof marks, string][] = [
    [
      microphone === 'good' ? 'good' : microphone === 'quiet' ? 'fair' : 'bad',
      t(`phoneCheck.microphone.${microphone}`),
    ],
    [echo === 'heard' ? 'good' : echo === 'unknown' ? 'fair' : 'bad', t(`phoneCheck.echo.${echo}`)],
    [
      network === 'good' ? 'good' : network === 'poor' ? 'bad' : 'fair',
      t(`phoneCheck.network.${network}`, {
        roundTripMs: leg?.roundTripMs ?? '–',
        lost: (Math.max(leg?.lostShare ?? 0, leg?.sentLostShare ?? 0) * 100).toFixed(1),
      }),
    ],
  ];
  return (
    <div data-testid="phone-check-result" data-fit={isFit}>
      <p className={isFit ? 'phone-check-fit' : 'phone-check-bad'}>
        {t(isFit ? 'phoneCheck.fit' : 'phoneCheck.unfit')}
      </p>
      <ul>
        {lines.map(([mark, words]) => (
          <li key={words}>
            {marks[mark]} <span>{words}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
