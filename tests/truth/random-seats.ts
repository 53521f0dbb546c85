import type { CallCenter } from '../support/call-center.ts';
import type { Seat } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import type { IncomingCall } from '../support/seat-phone.ts';

/** One ring of a seat's phone as the phone saw it, ms since 1970. */
export interface RingLog {
  agentId: string;
  number: string;
  invitedAtMs: number;
  answeredAtMs: number | null;
  overAtMs: number;
  /** The seat said no. */
  isRefused: boolean;
}

const IGNORES = 0.06;
const REFUSES = 0.04;
const PASSES_ON = 0.15;
/** Of the talks; the others are left to the customer, for so long. */
const HANGS_UP = 0.6;
const LONGEST_TALK_MS = 6000;
const READY_AGAIN_MS = 250;

/** Seats that answer, ignore, refuse and hang up by chance, and are ready again soon. */
export function workSeats(center: CallCenter, seats: Seat[], random: () => number) {
  const log: RingLog[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const after = (ms: number, act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  };

  function listen(seat: Seat): void {
    seat.phone.on('invited', (call: IncomingCall) => {
      const ring: RingLog = {
        agentId: seat.agentId,
        number: call.callerNumber,
        invitedAtMs: Date.now(),
        answeredAtMs: null,
        overAtMs: 0,
        isRefused: false,
      };
      log.push(ring);
      open.set(call, ring);
      const chance = random();
      if (chance < IGNORES) return;
      after(30 + random() * 600, () => {
        if (call.isOver) return;
        if (chance < IGNORES + REFUSES) {
          ring.isRefused = true;
          return call.refuse(486);
        }
        ring.answeredAtMs = Date.now();
        call.answer();
        if (random() < PASSES_ON) after(200 + random() * 500, () => passOn(seat, ring.number));
        const talkMs = random() < HANGS_UP ? 300 + random() * 1500 : LONGEST_TALK_MS;
        after(talkMs, () => call.hangUp());
      });
    });
    seat.phone.on('over', (call: IncomingCall) => {
      const ring = open.get(call);
      if (ring !== undefined && ring.overAtMs === 0) ring.overAtMs = Date.now();
    });
  }
  /** Into the queue again, unless the talk is over by now. */
  function passOn(seat: Seat, number: string): void {
    const { call } = seat.desk;
    const to = { kind: 'queue', queueId: 'service' } as const;
    if (call === null || !log.some((ring) => ring.number === number && ring.overAtMs === 0)) return;
    seat.does('transfer.blind', { callId: call.callId, to }).catch(() => {});
  }
  const open = new Map<IncomingCall, RingLog>();
  for (const seat of seats) listen(seat);
  const keepReady = setInterval(() => {
    for (const seat of seats) {
      if (seat.desk.state === 'notReady') void seat.does('agent.goReady', {}).catch(() => {});
    }
  }, READY_AGAIN_MS);

  return {
    log,
    /** After the server was killed: every phone connects anew, every screen loads anew. */
    async comeBack(): Promise<void> {
      const now = Date.now();
      for (const ring of open.values()) if (ring.overAtMs === 0) ring.overAtMs = now;
      for (const seat of seats) {
        await seat.registersAgain();
        listen(seat);
        await eventually(() => seat.socket.connected, { what: `the socket of ${seat.agentId}` });
        await seat.does('desk.load', {});
      }
    },
    async stop(): Promise<void> {
      clearInterval(keepReady);
      await eventually(async () => (await center.redis.scard(center.keys.calls)) === 0, {
        withinMs: 60_000,
        what: 'the end of the last call',
      });
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
