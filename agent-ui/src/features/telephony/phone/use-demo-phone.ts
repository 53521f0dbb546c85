import { DemoPhone } from '@sansheng/shared/contracts/telephony/phone';
import { ringCount } from '@sansheng/shared/domain/rings';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Refused, request } from '../../../rest/rest.ts';
import { cadenceTone } from '../../../softphone/cadence-tone.ts';
import { Microphone, type MicrophoneState } from '../../../softphone/microphone.ts';
import type { SoftphonePort } from '../../../softphone/softphone-port.ts';

/** `incoming`: the center calls this phone. */
export type DemoState = 'idle' | 'preparing' | 'dialling' | 'ringing' | 'incoming' | 'connected' | 'ended';

/** A line of the log: a sentence of the dictionary (`demo.steps`) and its values. */
export interface DemoStep {
  atMs: number;
  step:
    | 'asked'
    | 'dialled'
    | 'ringing'
    | 'ring'
    | 'answered'
    | 'digit'
    | 'ended'
    | 'notTaken'
    | 'cancelled'
    | 'failed'
    | 'reachable'
    | 'rung'
    | 'taken'
    | 'missed';
  values: Record<string, string | number>;
}

export interface DemoView {
  state: DemoState;
  steps: DemoStep[];
  /** Number of the current ring, from 1. */
  ring: number;
  connectedAtMs: number | null;
  microphone: MicrophoneState;
  hotlines: DemoPhone['hotlines'];
  /** The center can call this phone: a callback rings here. */
  isReachable: boolean;
}

const start: DemoView = {
  state: 'idle',
  steps: [],
  ring: 0,
  connectedAtMs: null,
  microphone: 'asking',
  hotlines: [],
  isReachable: false,
};

/** A customer's phone: the center gives every call a line of its own. */
export function useDemoPhone(ringCycleMs: number) {
  const [view, setView] = useState(start);
  const phone = useRef<SoftphonePort | null>(null);
  const microphone = useRef<Microphone | null>(null);
  const speaker = useRef<HTMLAudioElement | null>(null);
  const ringTimer = useRef<ReturnType<typeof setInterval>>(undefined);
  const giveUp = useRef<() => void>(() => undefined);
  /** Number of the current call; a cancelled call must not write into the next one's log. */
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

  /** What follows belongs to a new line; what an earlier one still reports is ignored. */
  const beginLine = useCallback(() => {
    const thisCall = ++callNumber.current;
    void phone.current?.close();
    phone.current = null;
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
    return { isCurrent, change };
  }, []);

  const openMicrophone = useCallback(async () => {
    microphone.current ??= new Microphone((state) => {
      setView((before) => ({ ...before, microphone: state }));
    });
    await microphone.current.open();
    speaker.current ??= new Audio();
    return speaker.current;
  }, []);

  const makeLine = useCallback(async (given: DemoPhone, spoken: HTMLAudioElement): Promise<SoftphonePort> => {
    const { createSipSoftphone } = await import('../../../softphone/sip-softphone.ts');
    return createSipSoftphone({
      getRegistration: () => Promise.resolve(given),
      microphone: () => (microphone.current as Microphone).stream(),
      speaker: spoken,
    });
  }, []);

  /** The phone waits for calls of the center to this number, for the hour that it is given. */
  const beReachable = useCallback(
    async (number: string) => {
      const { isCurrent, change } = beginLine();
      cadenceTone.unlock();
      try {
        const spoken = await openMicrophone();
        const given = await request(DemoPhone, 'POST', '/demo/phone', { number });
        const line = await makeLine(given, spoken);
        if (!isCurrent()) return void line.close();
        phone.current = line;
        giveUp.current = () => void line.hangUp().catch(() => undefined);
        let connectedAtMs: number | null = null;
        let isTold = false;
        line.onInvite({
          registrationChanged: (isReachable) => {
            change(
              { isReachable, hotlines: given.hotlines },
              ...(isReachable && !isTold ? [{ step: 'reachable' as const, values: { number } }] : []),
            );
            isTold ||= isReachable;
          },
          invited: () => {
            connectedAtMs = null;
            cadenceTone.start(ringCycleMs);
            change({ state: 'incoming' }, { step: 'rung', values: {} });
          },
          established: () => {
            stopRinging();
            connectedAtMs = Date.now();
            change({ state: 'connected', connectedAtMs }, { step: 'taken', values: {} });
          },
          ended: () => {
            stopRinging();
            change(
              { state: 'ended' },
              connectedAtMs === null
                ? { step: 'missed', values: {} }
                : { step: 'ended', values: { durationMs: Date.now() - connectedAtMs } },
            );
          },
        });
        await line.register();
      } catch (error) {
        const code =
          error instanceof Refused ? error.code : microphone.current?.isOpen() ? 'unavailable' : 'microphoneMissing';
        change({ isReachable: false }, { step: 'failed', values: { code } });
      }
    },
    [beginLine, makeLine, openMicrophone, ringCycleMs, stopRinging],
  );
  const beUnreachable = useCallback(() => beginLine().change({ isReachable: false }), [beginLine]);
  const accept = useCallback(() => void phone.current?.accept().catch(() => undefined), []);

  const call = useCallback(
    async (number: string, hotline: string) => {
      const { isCurrent, change } = beginLine();
      cadenceTone.unlock();
      setView((before) => ({ ...start, microphone: before.microphone, hotlines: before.hotlines, state: 'preparing' }));

      const spoken = await openMicrophone();
      let ringingSinceMs: number | null = null;
      let connectedAtMs: number | null = null;
      let wasCancelled = false;
      const ringNow = () => (ringingSinceMs === null ? 1 : ringCount(Date.now() - ringingSinceMs, ringCycleMs));
      try {
        const given = await request(DemoPhone, 'POST', '/demo/phone', { number });
        change({ hotlines: given.hotlines }, { step: 'asked', values: { number } });
        const line = await makeLine(given, spoken);
        if (!isCurrent()) return void line.close();
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
            // A caller who asked for a callback wants to hear it ring.
            if (connectedAtMs !== null && number !== '' && isCurrent()) void beReachable(number);
            else void line.close();
          },
        });
        change({ state: 'dialling' }, { step: 'dialled', values: { hotline } });
        await line.dial(hotline);
      } catch (error) {
        stopRinging();
        const code =
          error instanceof Refused ? error.code : microphone.current?.isOpen() ? 'unavailable' : 'microphoneMissing';
        change({ state: 'ended' }, { step: 'failed', values: { code } });
        void phone.current?.close();
      }
    },
    [beginLine, beReachable, makeLine, openMicrophone, ringCycleMs, stopRinging],
  );

  const hangUp = useCallback(() => giveUp.current(), []);

  const press = useCallback((digit: string) => {
    phone.current?.sendDtmf(digit);
    setView((before) => ({
      ...before,
      steps: [...before.steps, { atMs: Date.now(), step: 'digit', values: { digit } }],
    }));
  }, []);

  return { view, call, hangUp, press, accept, beReachable, beUnreachable };
}
