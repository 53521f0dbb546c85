import { AudioOutlined, PhoneFilled } from '@ant-design/icons';
import { Button, Input, Skeleton, Switch } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCenter } from '../../people/sign-in/center.ts';
import { LanguageButton } from '../../../language/language-button.tsx';
import { BrandMark } from '../../../ui/brand-mark.tsx';
import { Elapsed } from '../../../ui/elapsed.tsx';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { formatDuration, formatNumber } from '../../../ui/format.ts';
import { Keypad } from '../../../ui/keypad.tsx';
import { Trouble } from '../../../ui/trouble.tsx';
import { type DemoStep, useDemoPhone } from './use-demo-phone.ts';
import './demo-phone.css';

const people = [
  { key: 'known', number: '13800138000' },
  { key: 'mobile', number: '13912345678' },
  { key: 'landline', number: '01065551234' },
  { key: 'withheld', number: '' },
  { key: 'custom', number: null },
] as const;
type Person = (typeof people)[number]['key'];

/** The demonstration center's hotlines, until the center itself provides them. */
const knownHotlines = ['4000', '4001', '4002', '4003'];

export function DemoPhonePage() {
  const { t } = useTranslation();
  const center = useCenter();
  useEffect(() => {
    document.title = t('demo.title');
  }, [t]);
  return (
    <div className="demo-page">
      <header className="frame-bar">
        <span className="frame-brand">
          <BrandMark />
          {t('product.name')}
          <small>{t('demo.title')}</small>
        </span>
        <div className="frame-end">
          <LanguageButton />
        </div>
      </header>
      {center.isPending && <Skeleton active className="page" />}
      {center.error && (
        <div className="page">
          <Trouble error={center.error} onRetry={() => void center.refetch()} />
        </div>
      )}
      {center.data && !center.data.demonstration && (
        <EmptyHint icon={<PhoneFilled />} title={t('demo.notHere')}>
          {t('demo.notHereHint')}
        </EmptyHint>
      )}
      {center.data?.demonstration && <DemoPhone ringCycleMs={center.data.ringCycleMs} />}
    </div>
  );
}

function DemoPhone({ ringCycleMs }: { ringCycleMs: number }) {
  const { t } = useTranslation();
  const { view, call, hangUp, press, accept, beReachable, beUnreachable } = useDemoPhone(ringCycleMs);
  const [person, setPerson] = useState<Person>('known');
  const [custom, setCustom] = useState('');
  const [dialled, setDialled] = useState('4000');
  const isFree = view.state === 'idle' || view.state === 'ended';
  const number = people.find((one) => one.key === person)?.number ?? custom.replace(/[^\d+]/g, '');
  const hotlines = view.hotlines.length > 0 ? view.hotlines : knownHotlines.map((one) => ({ number: one, name: '' }));
  const isNumber = /^\+?\d{3,}$/.test(number);
  const mayCall = isFree && /^\+?\d{1,20}$/.test(dialled) && (person !== 'custom' || isNumber);
  const choose = (one: Person) => {
    // The phone waits for calls to the number that it was given.
    if (view.isReachable) beUnreachable();
    setPerson(one);
  };

  return (
    <main className="demo-phone">
      <section className="demo-choices">
        <h1>{t('demo.title')}</h1>
        <p className="quiet">{t('demo.intro')}</p>
        <fieldset disabled={!isFree}>
          <legend>{t('demo.who')}</legend>
          <div className="demo-people">
            {people.map((one) => (
              <label key={one.key} className="demo-person" data-chosen={person === one.key}>
                <input
                  type="radio"
                  name="who"
                  className="visually-hidden"
                  checked={person === one.key}
                  onChange={() => choose(one.key)}
                  data-testid={`demo-who-${one.key}`}
                />
                <b>{t(`demo.whom.${one.key}`)}</b>
                {one.key === 'known' && <span className="tier tier-vip">VIP</span>}
                <span className="figures quiet">
                  {one.key === 'custom'
                    ? ''
                    : one.number === ''
                      ? t('demo.withheldName')
                      : formatNumber(one.number ?? '')}
                </span>
              </label>
            ))}
          </div>
          {person === 'custom' && (
            <Input
              autoFocus
              value={custom}
              maxLength={20}
              inputMode="tel"
              data-testid="demo-custom-number"
              placeholder={t('demo.customPlaceholder')}
              aria-label={t('demo.customPlaceholder')}
              onChange={(event) => {
                if (view.isReachable) beUnreachable();
                setCustom(event.target.value);
              }}
            />
          )}
        </fieldset>
        <fieldset disabled={!isFree}>
          <legend>{t('demo.hotline')}</legend>
          <div className="demo-hotlines">
            {hotlines.map((hotline) => (
              <button
                key={hotline.number}
                type="button"
                data-chosen={dialled === hotline.number}
                onClick={() => setDialled(hotline.number)}
              >
                <b>{hotline.number}</b> {hotline.name}
              </button>
            ))}
          </div>
        </fieldset>
        <label className="demo-reachable">
          <Switch
            size="small"
            checked={view.isReachable}
            disabled={!isFree || !isNumber}
            data-testid="demo-reachable"
            onChange={(on) => (on ? void beReachable(number) : beUnreachable())}
          />
          <span>
            {t('demo.reachable')} <small className="quiet">{t('demo.reachableHint')}</small>
          </span>
        </label>
        {view.microphone !== 'ok' && view.microphone !== 'asking' && (
          <p className="demo-microphone" role="alert">
            <AudioOutlined /> {t(`phone.microphone.${view.microphone}`)}
          </p>
        )}
        <Link to="/demo/notices" target="_blank">
          {t('customerNotices.demo')} →
        </Link>
        <Link to="/" target="_blank">
          {t('demo.backToSignIn')} →
        </Link>
      </section>

      <section className="demo-handset" data-state={view.state} aria-label={t('demo.title')}>
        <div className="demo-notch" />
        <div className="demo-screen">
          <span className="demo-from figures">{number === '' ? t('demo.withheldName') : formatNumber(number)}</span>
          <output className="demo-number figures" data-testid="demo-number">
            {dialled || ' '}
          </output>
          <span className="demo-state" aria-live="polite" data-testid="demo-state" data-state={view.state}>
            {t(`demo.states.${view.state}`, { n: view.ring })}
            {view.state === 'connected' && view.connectedAtMs !== null && (
              <>
                {' · '}
                <Elapsed sinceMs={view.connectedAtMs} />
              </>
            )}
          </span>
          <div className="demo-rings" aria-hidden="true">
            {[1, 2, 3].map((n) => (
              <i key={n} data-on={view.state === 'ringing' && view.ring >= n} data-ring={n} />
            ))}
          </div>
        </div>
        <Keypad
          disabled={!isFree && view.state !== 'connected'}
          onDigit={(digit) => {
            if (isFree) setDialled((before) => `${before}${digit}`.replace(/\D/g, '').slice(0, 20));
            else press(digit);
          }}
        />
        <div className="demo-actions">
          {isFree ? (
            <>
              <button
                type="button"
                className="demo-call"
                disabled={!mayCall}
                data-testid="demo-call"
                aria-label={t('demo.call')}
                onClick={() => void call(number, dialled)}
              >
                <PhoneFilled />
              </button>
              <Button
                type="text"
                className="demo-erase"
                disabled={dialled === ''}
                aria-label={t('action.remove')}
                onClick={() => setDialled((before) => before.slice(0, -1))}
              >
                ⌫
              </Button>
            </>
          ) : (
            <>
              {view.state === 'incoming' && (
                <button
                  type="button"
                  className="demo-call"
                  autoFocus
                  data-testid="demo-accept"
                  aria-label={t('demo.accept')}
                  onClick={accept}
                >
                  <PhoneFilled />
                </button>
              )}
              <button
                type="button"
                className="demo-hang-up"
                data-testid="demo-hang-up"
                aria-label={t('demo.hangUp')}
                disabled={view.state === 'preparing'}
                onClick={hangUp}
              >
                <PhoneFilled rotate={225} />
              </button>
            </>
          )}
        </div>
      </section>

      <Log steps={view.steps} />
    </main>
  );
}

function Log({ steps }: { steps: DemoStep[] }) {
  const { t } = useTranslation();
  const list = useRef<HTMLOListElement>(null);
  const count = steps.length;
  useEffect(() => {
    if (count > 0) list.current?.scrollTo({ top: list.current.scrollHeight, behavior: 'smooth' });
  }, [count]);
  const words = ({ step, values }: DemoStep) =>
    t(`demo.steps.${step}`, {
      ...values,
      number: values.number === '' ? t('demo.withheldName') : values.number,
      duration: formatDuration(Number(values.durationMs ?? 0)),
      why: values.code === undefined ? '' : t(`errors.${values.code}`),
    });
  return (
    <section className="panel demo-log">
      <div className="panel-head">{t('demo.log')}</div>
      {steps.length === 0 ? (
        <EmptyHint title={t('demo.states.idle')}>{t('demo.logEmpty')}</EmptyHint>
      ) : (
        <ol ref={list} data-testid="demo-log">
          {steps.map((step, i) => (
            <li key={`${step.atMs}.${i}`} data-step={step.step} data-ring={step.values.n}>
              <span className="figures quiet">+{((step.atMs - (steps[0]?.atMs ?? 0)) / 1000).toFixed(1)} s</span>
              <span>{words(step)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
