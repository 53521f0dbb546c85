import type { CallCenter } from '../support/call-center.ts';
import type { Seat } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import type { IncomingCall } from '../support/seat-phone.ts';
import { toSeat } from '../support/talks.ts';

/** One ring of a seat's phone as the phone saw it, ms since 1970. */
export interface RingLog {
  agentId: string;
  number: string;
  invitedAtMs: number;
  answeredAtMs: number | null;
  overAtMs: number;
  /** The seat said no. */
  isRefused: boolean;
  /** The seat that asked for this one by name; null: the routing chose it. */
  askedBy: string | null;
  /** The seat has put the call into its queue again. */
  isPassedOn: boolean;
  /** While its customer heard music, by the seat's own commands; the end null: to the end of its talk. */
  holds: { fromMs: number; toMs: number | null }[];
}

export interface Seats {
  /** They are ready but for their breaks, and answer what the routing offers them. */
  working: Seat[];
  /** They are not ready, and answer who asks for them. */
  experts: Seat[];
  /** Whether a call from this number is passed on, and brought into conferences. */
  isShared: (number: string) => boolean;
}

const IGNORES = 0.06;
const REFUSES = 0.04;
const PASSES_ON = 0.15;
const CONFERS = 0.15;
/** Share of the conferences that begin as a consultation. */
const CONSULTS_FIRST = 0.5;
const ASKS_EXPERT = 0.7;
const LEAVES = 0.4;
const SENDS_AWAY = 0.3;
/** Share of the conversations that the seat ends; the others are left to the customer, for this long. */
const HANGS_UP = 0.6;
const LONGEST_TALK_MS = 6000;
/** The customer of a callback comes to the phone first. */
const CALLBACK_LONGER_MS = 1500;
const LOOK_MS = 250;
/** Every other span of this length half of the working seats are away: calls wait, then seats do. */
const BREAK_MS = 15_000;

/** Seats that answer, ignore, refuse, pass on, confer and hang up by chance, and are ready again soon. */
export function workSeats(center: CallCenter, { working, experts, isShared }: Seats, random: () => number) {
  const seats = [...working, ...experts];
  const log: RingLog[] = [];
  const open = new Map<IncomingCall, RingLog>();
  /** Seats that a colleague asks for now: for the call of which number, and who asks. */
  const asked = new Map<string, { number: string; by: string }>();
  const timers = new Set<NodeJS.Timeout>();
  const after = (ms: number, act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  };
  const pause = (ms: number) => new Promise<void>((resolve) => after(ms, resolve));
  const chanceOf = (share: number) => random() < share;

  function listen(seat: Seat): void {
    seat.phone.on('invited', (call: IncomingCall) => {
      const asking = asked.get(seat.agentId);
      const ring: RingLog = {
        agentId: seat.agentId,
        number: call.callerNumber,
        invitedAtMs: Date.now(),
        answeredAtMs: null,
        overAtMs: 0,
        isRefused: false,
        askedBy: asking?.number === call.callerNumber ? asking.by : null,
        isPassedOn: false,
        holds: [],
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
        void talk(seat, call, ring);
      });
    });
    seat.phone.on('over', (call: IncomingCall) => {
      const ring = open.get(call);
      if (ring !== undefined && ring.overAtMs === 0) ring.overAtMs = Date.now();
    });
  }

  async function talk(seat: Seat, call: IncomingCall, ring: RingLog): Promise<void> {
    if (ring.askedBy !== null) await pause(2000 + random() * 2000);
    else {
      if (!isShared(ring.number)) await pause(CALLBACK_LONGER_MS);
      else if (chanceOf(PASSES_ON)) {
        await pause(200 + random() * 500);
        await passOn(seat, ring);
      } else if (chanceOf(CONFERS)) {
        await pause(200 + random() * 300);
        await confer(seat, ring);
      }
      await pause(chanceOf(HANGS_UP) ? 300 + random() * 1500 : LONGEST_TALK_MS);
    }
    call.hangUp();
  }

  /** Sends a command about the seat's own call, unless the talk is over by now. False: it came to nothing. */
  async function does(seat: Seat, ring: RingLog, command: (callId: string) => Promise<object>): Promise<boolean> {
    const { call } = seat.desk;
    if (call === null || call.role !== 'main' || ring.overAtMs !== 0) return false;
    return command(call.callId).then(
      () => true,
      () => false,
    );
  }

  async function passOn(seat: Seat, ring: RingLog): Promise<void> {
    const to = { kind: 'queue', queueId: 'service' } as const;
    ring.isPassedOn = await does(seat, ring, (callId) => seat.does('transfer.blind', { callId, to }));
  }

  /** Asks a colleague into the call, first alone or at once; then one of them leaves, or neither. */
  async function confer(seat: Seat, ring: RingLog): Promise<void> {
    const others = (chanceOf(ASKS_EXPERT) ? experts : working).filter((one) => one !== seat);
    const colleague = others[Math.floor(random() * others.length)];
    if (colleague === undefined || asked.has(colleague.agentId)) return;
    const command = chanceOf(CONSULTS_FIRST) ? 'consult.start' : 'conference.add';
    asked.set(colleague.agentId, { number: ring.number, by: seat.agentId });
    const rings = await does(seat, ring, (callId) => seat.does(command, { callId, to: toSeat(colleague.agentId) }));
    if (rings && command === 'consult.start') ring.holds.push({ fromMs: Date.now(), toMs: null });
    const hold = ring.holds.at(-1);
    const isThere = rings && (await comes(seat, ring, colleague.agentId));
    asked.delete(colleague.agentId);
    if (isThere && hold !== undefined) {
      await pause(100 + random() * 300);
      if (await does(seat, ring, (callId) => seat.does('conference.join', { callId }))) hold.toMs = Date.now();
    }
    if (hold !== undefined && hold.toMs === null) {
      // Nobody came, or nobody stayed: back to the customer.
      if (await does(seat, ring, (callId) => seat.does('call.retrieve', { callId }))) hold.toMs = Date.now();
    }
    if (!isThere) return;
    await pause(300 + random() * 500);
    const chance = random();
    if (chance < LEAVES) await does(seat, ring, (callId) => seat.does('conference.leave', { callId }));
    else if (chance < LEAVES + SENDS_AWAY) {
      for (const [call, { agentId, askedBy, number }] of open)
        if (agentId === colleague.agentId && askedBy === seat.agentId && number === ring.number) call.hangUp();
    }
  }

  /** Waits until the colleague takes part by the seat's own screen, or does not come. */
  async function comes(seat: Seat, ring: RingLog, colleague: string): Promise<boolean> {
    let isRinging = false;
    const state = await eventually(
      () => {
        const leg = seat.desk.call?.legs.find(({ who }) => who === colleague);
        if (leg !== undefined) isRinging = true;
        if (leg?.state === 'up') return 'up';
        return ring.overAtMs !== 0 || (isRinging && leg === undefined) ? 'gone' : null;
      },
      { withinMs: 20_000 },
    ).catch(() => 'gone');
    return state === 'up';
  }

  for (const seat of seats) listen(seat);
  const beganAtMs = Date.now();
  const away = new Set<Seat>();
  const keepShift = setInterval(() => {
    const isBreak = Math.floor((Date.now() - beganAtMs) / BREAK_MS) % 2 === 1;
    for (const [i, seat] of working.entries()) {
      const { state } = seat.desk;
      if (isBreak && i % 2 === 1) {
        // Asked for once while it is busy: it goes after its call.
        if (state === 'ready' || !away.has(seat))
          void seat.does('agent.goNotReady', { reason: 'meal' }).catch(() => {});
        away.add(seat);
      } else {
        away.delete(seat);
        if (state === 'notReady') void seat.does('agent.goReady', {}).catch(() => {});
      }
    }
  }, LOOK_MS);

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
      await eventually(async () => (await center.redis.scard(center.keys.calls)) === 0, {
        withinMs: 60_000,
        what: 'the end of the last call',
      });
      clearInterval(keepShift);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
