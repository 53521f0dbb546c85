import { DemoPhone } from '@sansheng/shared/contracts/phone';
import { ringCount } from '@sansheng/shared/domain/rings';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Refused, request } from '../../rest/rest.ts';
import { cadenceTone } from '../../softphone/cadence-tone.ts';
import { Microphone, type MicrophoneState } from '../../softphone/microphone.ts';
import type { SoftphonePort } from '../../softphone/softphone-port.ts';

export type DemoState = 'idle' | 'preparing' | 'dialling' | 'ringing' | 'connected' | 'ended';

/** A line of the log: a sentence of the dictionary (`demo.steps`) and what it speaks of. */
export interface DemoStep {
  atMs: number;
  step: 'asked' | 'dialled' | 'ringing' | 'ring' | 'answered' | 'digit' | 'ended' | 'notTaken' | 'cancelled' | 'failed';
  values: Record<string, string | number>;
}

export interface DemoView {
  state: DemoState;
  steps: DemoStep[];
  /** Ring being heard, from 1. */
  ring: number;
  connectedAtMs: number | null;
  microphone: MicrophoneState;
  hotlines: DemoPhone['hotlines'];
}

const start: DemoView = {
  state: 'idle',
  steps: [],
  ring: 0,
  connectedAtMs: null,
  microphone: 'asking',
  hotlines: [],
};

/** A customer's phone: every call gets a line of its own from the center. */
export function useDemoPhone(ringCycleMs: number) {
  const [view, setView] = useState(start);
  const phone = useRef<SoftphonePort | null>(null);
  const microphone = useRef<Microphone | null>(null);
  const speaker = useRef<HTMLAudioElement | null>(null);
  const ringTimer = useRef<ReturnType<typeof setInterval>>(undefined);
  const giveUp = useRef<() => void>(() => undefined);
  /** Of the call that goes on; a call that was given up must not write into the next one's log. */
  const callNumber = useRef(0);

  const stopRinging = useCallback(() => {
    clearInterval(ringTimer.current);
    cadenceTone.stop();
  }, []);

  useEffect(
    () => () => {
      callNumber.current++;
      stopRinging();
      void phone.current?.close();
      microphone.current?.close();
    },
    [stopRinging],
  );

  const call = useCallback(
    async (number: string, hotline: string) => {
      const thisCall = ++callNumber.current;
      const isCurrent = () => callNumber.current === thisCall;
      const change = (changes: Partial<DemoView>, ...steps: Omit<DemoStep, 'atMs'>[]) => {
        if (!isCurrent()) return;
        const atMs = Date.now();
        setView((before) => ({
          ...before,
          ...changes,
          steps: [...before.steps, ...steps.map((step) => ({ atMs, ...step }))],
        }));
      };
      cadenceTone.unlock();
      setView((before) => ({ ...start, microphone: before.microphone, hotlines: before.hotlines, state: 'preparing' }));

      microphone.current ??= new Microphone((state) => {
        setView((before) => ({ ...before, microphone: state }));
      });
      await microphone.current.open();
      speaker.current ??= new Audio();
      let ringingSinceMs: number | null = null;
      let connectedAtMs: number | null = null;
      let wasCancelled = false;
      const ringNow = () => (ringingSinceMs === null ? 1 : ringCount(Date.now() - ringingSinceMs, ringCycleMs));
      try {
        const given = await request(DemoPhone, 'POST', '/demo/phone', { number });
        change({ hotlines: given.hotlines }, { step: 'asked', values: { number } });
        const { createSipSoftphone } = await import('../../softphone/sip-softphone.ts');
        if (!isCurrent()) return;
        const line = createSipSoftphone({
          getRegistration: () => Promise.resolve(given),
          microphone: () => (microphone.current as Microphone).stream(),
          speaker: speaker.current,
        });
        phone.current = line;
        giveUp.current = () => {
          wasCancelled = connectedAtMs === null;
          line.hangUp().catch(() => undefined);
        };
        line.onInvite({
          ringing: () => {
            if (ringingSinceMs !== null) return;
            ringingSinceMs = Date.now();
            cadenceTone.start(ringCycleMs);
            change({ state: 'ringing', ring: 1 }, { step: 'ringing', values: {} }, { step: 'ring', values: { n: 1 } });
            let told = 1;
            ringTimer.current = setInterval(() => {
              const n = ringNow();
              if (n === told) return;
              told = n;
              change({ ring: n }, { step: 'ring', values: { n } });
            }, 100);
          },
          established: () => {
            stopRinging();
            connectedAtMs = Date.now();
            change({ state: 'connected', connectedAtMs }, { step: 'answered', values: { n: ringNow() } });
          },
          ended: (cause) => {
            stopRinging();
            const durationMs = connectedAtMs === null ? 0 : Date.now() - connectedAtMs;
            change(
              { state: 'ended' },
              connectedAtMs !== null
                ? { step: 'ended', values: { durationMs } }
                : wasCancelled
                  ? { step: 'cancelled', values: {} }
                  : { step: 'notTaken', values: { cause: cause ?? '–' } },
            );
            void line.close();
          },
        });
        change({ state: 'dialling' }, { step: 'dialled', values: { hotline } });
        await line.dial(hotline);
      } catch (error) {
        stopRinging();
        const code =
          error instanceof Refused ? error.code : microphone.current.isOpen() ? 'unavailable' : 'microphoneMissing';
        change({ state: 'ended' }, { step: 'failed', values: { code } });
        void phone.current?.close();
      }
    },
    [ringCycleMs, stopRinging],
  );

  const hangUp = useCallback(() => giveUp.current(), []);

  const press = useCallback((digit: string) => {
    phone.current?.sendDtmf(digit);
    setView((before) => ({
      ...before,
      steps: [...before.steps, { atMs: Date.now(), step: 'digit', values: { digit } }],
    }));
  }, []);

  return { view, call, hangUp, press };
}
