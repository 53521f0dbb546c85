import { Button } from 'antd';
import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSeat, useSeatCommand, useSeatView } from '../../desk-work/desk/seat.tsx';
import { Headset } from './headset.ts';
import type { HeadsetAct } from './headset-buttons.ts';
import { webHid } from './web-hid.ts';

const HeadsetContext = createContext<{ headset: Headset | null; name: string | null }>({ headset: null, name: null });

/** Connects the headset with the seat, in the tab that has the phone. */
export function HeadsetLink({ children }: { children: ReactNode }) {
  const seat = useSeat();
  const run = useSeatCommand();
  const desk = useSeatView((view) => view.desk);
  const invite = useSeatView((view) => view.invite);
  const place = useSeatView((view) => view.place);
  const [headset, setHeadset] = useState<Headset | null>(null);
  const [name, setName] = useState<string | null>(null);
  const act = useRef<(act: HeadsetAct) => void>(() => {});
  act.current = (what) => {
    if (what === 'answer') seat.answer();
    if (what === 'hangUp') void run(seat.hangUp());
    if (what === 'mute') void run(seat.mute(!desk?.call?.isMuted));
  };
  const hasPhone = place === 'here';
  useEffect(() => {
    if (!hasPhone) return;
    const linked = new Headset((what) => act.current(what), setName);
    setHeadset(linked);
    return () => {
      linked.close();
      setHeadset(null);
      setName(null);
    };
  }, [hasPhone]);

  const isRinging = desk?.offer != null || (invite !== null && desk?.call == null);
  const call = desk?.call != null ? 'talking' : isRinging ? 'ringing' : 'idle';
  const isMuted = desk?.call?.isMuted ?? false;
  useEffect(() => headset?.show({ call, isMuted }), [headset, call, isMuted]);
  return <HeadsetContext value={{ headset, name }}>{children}</HeadsetContext>;
}

/** The headset whose buttons are in use, or the button to link one. */
export function HeadsetField() {
  const { t } = useTranslation();
  const { headset, name } = use(HeadsetContext);
  if (webHid() === null) return <span className="small quiet">{t('headset.unavailable')}</span>;
  return (
    <>
      <span className="small quiet">{name === null ? t('headset.none') : t('headset.linked', { name })}</span>
      <Button size="small" disabled={headset === null} onClick={() => void headset?.ask()}>
        {t(name === null ? 'headset.link' : 'headset.change')}
      </Button>
    </>
  );
}
