import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cadenceTone } from '../../../softphone/cadence-tone.ts';
import { useShortcut } from '../../../ui/use-shortcut.ts';

interface RingAlert {
  word: string;
  name: string;
  number: string;
  ringCycleMs: number;
  isAnswering: boolean;
  answer: () => void;
}

/** Sound, the blinking title, and a notification when the page is hidden, for as long as it rings. */
export function useRingAlert({ word, name, number, ringCycleMs, isAnswering, answer }: RingAlert): void {
  const { t } = useTranslation();
  useShortcut('Alt+KeyA', answer);

  useEffect(() => {
    if (isAnswering) return;
    cadenceTone.start(ringCycleMs);
    return () => cadenceTone.stop();
  }, [ringCycleMs, isAnswering]);

  const blinking = useRef('');
  blinking.current = t('ring.title', { word });
  useEffect(() => {
    // Browsers slow the timers of a hidden page down; the server counts the rings, and the title shows them at once.
    if (document.hidden) document.title = t('ring.title', { word });
  }, [t, word]);
  useEffect(() => {
    const title = document.title;
    let isOn = false;
    const blink = () => {
      isOn = document.hidden || !isOn;
      document.title = isOn ? blinking.current : title;
    };
    blink();
    const timer = setInterval(blink, 1000);
    return () => {
      clearInterval(timer);
      document.title = title;
    };
  }, []);

  useEffect(() => {
    if (!('Notification' in window) || Notification.permission !== 'granted') return;
    let notification: Notification | null = null;
    // Also when the page is left while it rings; closed as soon as the page is visible again.
    const show = () => {
      notification?.close();
      notification = null;
      if (!document.hidden) return;
      notification = new Notification(t('ring.incoming'), {
        body: `${name} ${number}`.trim(),
        tag: 'sansheng-ring',
        requireInteraction: true,
      });
      notification.onclick = () => window.focus();
    };
    show();
    document.addEventListener('visibilitychange', show);
    return () => {
      document.removeEventListener('visibilitychange', show);
      notification?.close();
    };
  }, [t, name, number]);
}
