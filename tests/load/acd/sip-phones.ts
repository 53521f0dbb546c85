import { createSocket, type Socket } from 'node:dgram';
import {
  formatSipMessage,
  headerOf,
  parseSipMessage,
  type SipMessage,
  statusOf,
} from '@sansheng/config/phone/sip-message';
import { emptyFigures, type Figures } from './figures.ts';

const HOST = '127.0.0.1';
const TICK_MS = 5;
/** Callers whose INVITEs lie closer than this have no order of their own, nor have offers that are on their way together. */
const SAME_MOMENT_MS = 50;
const MAX_REPEAT_MS = 4000;
const GIVE_UP_MS = 32_000;
/** A seat does not hang up on a call that has only just been connected. */
const SHORTEST_TALK_MS = 200;

export interface Seat {
  name: string;
  state: 'idle' | 'offered' | 'talking';
  /** Null until it has ended its first call. */
  freedAtMs: number | null;
  leg: SeatLeg | null;
}
interface SeatLeg {
  callId: string;
  seat: Seat;
  caller: Caller | undefined;
  /** Our To with tag, their From, and where the next request goes. */
  local: string;
  remote: string;
  target: string;
  answer: string;
  talkingSinceMs: number | null;
  /** Ended by the seat itself. */
  isOver: boolean;
}
interface Caller {
  number: string;
  callId: string;
  sentAtMs: number;
  state: 'calling' | 'offered' | 'talking' | 'over';
  seat: Seat | null;
  from: string;
  to: string;
  target: string;
  invite: string;
  branch: string;
  wasOffered: boolean;
  /** When later callers were offered a seat while this one was the first in line. */
  passedAtMs: number[];
  ack: string;
}
/** A request of ours that has no final answer yet. */
interface Pending {
  text: string;
  socket: Socket;
  method: string;
  sentAtMs: number;
  repeatAtMs: number;
  waitMs: number;
  onFinal: (status: number, reply: SipMessage | null) => void;
}

export interface PhoneOptions {
  seats: number;
  /** UDP ports of all seats and of all callers. */
  seatPort: number;
  callerPort: number;
  /** Asterisk's. */
  sipPort: number;
  /** What callers dial, by turns. */
  hotlines: string[];
}

export const seatNumber = (index: number): string => String(100_001 + index);

/**
 * Seats and callers as plain SIP phones over UDP: no sound, only a port that is never read. A seat answers at once; it
 * hangs up, never the caller. All is measured on one clock.
 */
export async function openPhones(options: PhoneOptions) {
  const { sipPort } = options;
  const [seatSocket, callerSocket, heldPort] = [
    await bind(options.seatPort),
    await bind(options.callerPort),
    createSocket('udp4'),
  ];
  await new Promise<void>((resolve) => heldPort.bind(0, HOST, resolve));
  const sdp = (who: string) =>
    `v=0\r\no=${who} 1 1 IN IP4 ${HOST}\r\ns=-\r\nc=IN IP4 ${HOST}\r\nt=0 0\r\nm=audio ${heldPort.address().port} RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=sendrecv\r\n`;

  const seats = new Map<string, Seat>();
  for (let i = 0; i < options.seats; i += 1) {
    const name = `seat-${seatNumber(i)}`;
    seats.set(name, { name, state: 'idle', freedAtMs: null, leg: null });
  }
  const callers = new Map<string, Caller>();
  const byNumber = new Map<string, Caller>();
  const seatLegs = new Map<string, SeatLeg>();
  const pending = new Map<string, Pending>();
  /** In the order of their INVITEs; those not waiting any more are skipped and dropped from the front. */
  let line: Caller[] = [];
  /** Legs that talk, the longest talk first. */
  let talking: SeatLeg[] = [];
  let [waiting, idle, serial, nextArrivalAtMs, nextEndAtMs] = [0, options.seats, 0, 0, 0];
  let figures: Figures = emptyFigures(performance.now());
  let accountedAtMs = performance.now();
  let lastTickAtMs = performance.now();
  /** What callers and seats do now. Rates per second. */
  let load = { arrivalsPerSecond: 0, keepWaiting: 0, endsPerSecond: 0, talkMs: Infinity };
  let isDraining = false;

  function bind(port: number): Promise<Socket> {
    const socket = createSocket('udp4');
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, HOST, () => {
        socket.setRecvBufferSize(4 << 20);
        resolve(socket);
      });
    });
  }
  const send = (socket: Socket, text: string): void => socket.send(text, sipPort, HOST);
  const portOf = (socket: Socket): number => (socket === seatSocket ? options.seatPort : options.callerPort);
  const newBranch = (): string => `z9hG4bK${((serial += 1)).toString(36)}`;
  const uriOf = (header: string): string => /<([^>]+)>/.exec(header)?.[1] ?? header;
  const userOf = (header: string): string => /sip:([^@>;]*)/.exec(header)?.[1] ?? '';

  /** Time that seats stood idle while somebody waited, up to now. */
  function account(): void {
    const nowMs = performance.now();
    if (waiting > 0) {
      figures.idleSeatMs += idle * (nowMs - accountedAtMs);
      figures.seatMs += options.seats * (nowMs - accountedAtMs);
    }
    accountedAtMs = nowMs;
  }
  function moveCaller(caller: Caller, state: Caller['state']): void {
    if (caller.state === 'calling') waiting -= 1;
    if (state === 'calling') waiting += 1;
    caller.state = state;
    if (state === 'over') {
      callers.delete(caller.callId);
      byNumber.delete(caller.number);
    }
  }
  function moveSeat(seat: Seat, state: Seat['state']): void {
    if ((seat.state === 'idle') !== (state === 'idle')) idle += state === 'idle' ? 1 : -1;
    seat.state = state;
  }

  function request(
    socket: Socket,
    method: string,
    target: string,
    headers: SipMessage['headers'],
    onFinal: Pending['onFinal'],
  ): string {
    const branch = newBranch();
    const text = formatSipMessage({
      startLine: `${method} ${target} SIP/2.0`,
      headers: [
        ['Via', `SIP/2.0/UDP ${HOST}:${portOf(socket)};branch=${branch};rport`],
        ...headers,
        ['Max-Forwards', '70'],
      ],
      body: '',
    });
    send(socket, text);
    const sentAtMs = performance.now();
    pending.set(branch, { text, socket, method, sentAtMs, repeatAtMs: sentAtMs + 500, waitMs: 500, onFinal });
    return branch;
  }

  function placeCall(): void {
    serial += 1;
    const number = `139${String(serial % 1e8).padStart(8, '0')}`;
    const callId = `c${serial}`;
    const hotline = options.hotlines[serial % options.hotlines.length] ?? '';
    const branch = newBranch();
    const caller: Caller = {
      number,
      callId,
      sentAtMs: performance.now(),
      state: 'over',
      seat: null,
      from: `<sip:${number}@${HOST}:${options.callerPort}>;tag=${callId}`,
      to: `<sip:${hotline}@${HOST}:${sipPort}>`,
      target: `sip:${hotline}@${HOST}:${sipPort}`,
      invite: '',
      branch,
      wasOffered: false,
      passedAtMs: [],
      ack: '',
    };
    caller.invite = formatSipMessage({
      startLine: `INVITE ${caller.target} SIP/2.0`,
      headers: [
        ['Via', `SIP/2.0/UDP ${HOST}:${options.callerPort};branch=${branch};rport`],
        ['From', caller.from],
        ['To', caller.to],
        ['Call-ID', callId],
        ['CSeq', '1 INVITE'],
        ['Contact', `<sip:${number}@${HOST}:${options.callerPort}>`],
        ['Max-Forwards', '70'],
        ['Content-Type', 'application/sdp'],
      ],
      body: sdp(number),
    });
    account();
    callers.set(callId, caller);
    byNumber.set(number, caller);
    moveCaller(caller, 'calling');
    line.push(caller);
    figures.placed += 1;
    send(callerSocket, caller.invite);
    pending.set(branch, {
      text: caller.invite,
      socket: callerSocket,
      method: 'INVITE',
      sentAtMs: caller.sentAtMs,
      repeatAtMs: caller.sentAtMs + 500,
      waitMs: 500,
      onFinal: (status, answer) => callerAnswered(caller, status, answer),
    });
  }

  function callerAnswered(caller: Caller, status: number, answer: SipMessage | null): void {
    if (answer !== null) {
      const isOk = status < 300;
      caller.to = headerOf(answer, 'to');
      if (isOk) caller.target = uriOf(headerOf(answer, 'contact'));
      caller.ack = formatSipMessage({
        startLine: `ACK ${caller.target} SIP/2.0`,
        headers: [
          ['Via', `SIP/2.0/UDP ${HOST}:${options.callerPort};branch=${isOk ? newBranch() : caller.branch};rport`],
          ['From', caller.from],
          ['To', caller.to],
          ['Call-ID', caller.callId],
          ['CSeq', '1 ACK'],
          ['Max-Forwards', '70'],
        ],
        body: '',
      });
      send(callerSocket, caller.ack);
      if (isOk) {
        if (caller.state === 'offered') connected(caller);
        return;
      }
    }
    if (caller.state === 'over') return;
    account();
    if (!isDraining) fail(`caller got ${status || 'no answer'}`);
    moveCaller(caller, 'over');
  }

  /** Both ends are up: in the order in which they become it, seats will hang up. */
  function connected(caller: Caller): void {
    const leg = caller.seat?.leg;
    if (caller.ack === '' || leg?.talkingSinceMs == null || leg.caller !== caller) return;
    moveCaller(caller, 'talking');
    figures.connected += 1;
    talking.push(leg);
  }

  function fail(why: string): void {
    figures.failed += 1;
    figures.failures[why] = (figures.failures[why] ?? 0) + 1;
  }

  function offered(message: SipMessage): void {
    const callId = headerOf(message, 'call-id');
    const known = seatLegs.get(callId);
    if (known !== undefined) {
      if (known.answer !== '') send(seatSocket, known.answer);
      return;
    }
    const nowMs = performance.now();
    const seat = seats.get(userOf(message.startLine));
    const caller = byNumber.get(userOf(headerOf(message, 'from')));
    figures.offers += 1;
    if (seat === undefined || seat.state !== 'idle') {
      figures.doubleOffers += 1;
      reply(message, 486, `busy${(serial += 1)}`);
      return;
    }
    account();
    if (caller?.state === 'calling') {
      while (line[0] !== undefined && line[0].state !== 'calling') line.shift();
      if (line[0] !== undefined && line[0].sentAtMs + SAME_MOMENT_MS < caller.sentAtMs) line[0].passedAtMs.push(nowMs);
      const isOvertaking = (atMs: number) => atMs >= figures.begunAtMs && atMs + SAME_MOMENT_MS < nowMs;
      figures.overtaken += caller.passedAtMs.filter(isOvertaking).length;
      if (!caller.wasOffered) figures.inviteToSeatMs.push(nowMs - caller.sentAtMs);
      caller.wasOffered = true;
      caller.seat = seat;
      moveCaller(caller, 'offered');
    }
    if (seat.freedAtMs !== null) figures.freedToNextMs.push(nowMs - seat.freedAtMs);
    moveSeat(seat, 'offered');
    const tag = `s${(serial += 1)}`;
    const leg: SeatLeg = {
      callId,
      seat,
      caller,
      local: `${headerOf(message, 'to')};tag=${tag}`,
      remote: headerOf(message, 'from'),
      target: uriOf(headerOf(message, 'contact')),
      answer: '',
      talkingSinceMs: null,
      isOver: false,
    };
    seat.leg = leg;
    seatLegs.set(callId, leg);
    reply(message, 180, tag);
    leg.answer = reply(
      message,
      200,
      tag,
      [
        ['Contact', `<sip:${seat.name}@${HOST}:${options.seatPort}>`],
        ['Content-Type', 'application/sdp'],
      ],
      sdp(seat.name),
    );
  }

  const phrases: Record<number, string> = {
    180: 'Ringing',
    200: 'OK',
    481: 'Call Does Not Exist',
    486: 'Busy Here',
    487: 'Request Terminated',
  };
  function reply(
    message: SipMessage,
    status: number,
    tag: string,
    headers: SipMessage['headers'] = [],
    body = '',
    socket = seatSocket,
  ): string {
    const to = headerOf(message, 'to');
    const text = formatSipMessage({
      startLine: `SIP/2.0 ${status} ${phrases[status] ?? ''}`,
      headers: [
        ...message.headers.filter(([name]) => name === 'via' || name === 'record-route'),
        ['From', headerOf(message, 'from')],
        ['To', to.includes(';tag=') || tag === '' ? to : `${to};tag=${tag}`],
        ['Call-ID', headerOf(message, 'call-id')],
        ['CSeq', headerOf(message, 'cseq')],
        ...headers,
      ],
      body,
    });
    send(socket, text);
    return text;
  }

  /** The seat's leg is over; `bySeat`: it hung up itself. */
  function seatLeft(leg: SeatLeg, bySeat: boolean): void {
    if (leg.isOver) return;
    leg.isOver = true;
    seatLegs.delete(leg.callId);
    if (leg.seat.leg !== leg) return;
    account();
    leg.seat.leg = null;
    moveSeat(leg.seat, 'idle');
    // Idle by anybody else's doing is no fair start of a measurement.
    leg.seat.freedAtMs = bySeat && waiting > 0 ? performance.now() : null;
  }

  function hangUp(leg: SeatLeg): void {
    seatLeft(leg, true);
    const headers: SipMessage['headers'] = [
      ['From', leg.local],
      ['To', leg.remote],
      ['Call-ID', leg.callId],
      ['CSeq', '1 BYE'],
    ];
    request(seatSocket, 'BYE', leg.target, headers, (status) => {
      if (status !== 200) fail(`BYE of a seat got ${status || 'no answer'}`);
    });
  }

  function toSeats(text: string): void {
    const message = parseSipMessage(text);
    const status = statusOf(message);
    if (status > 0) return answeredUs(message, status);
    const method = message.startLine.split(' ', 1)[0];
    const leg = seatLegs.get(headerOf(message, 'call-id'));
    if (method === 'INVITE') offered(message);
    else if (method === 'ACK') {
      if (leg === undefined || leg.talkingSinceMs !== null) return;
      leg.talkingSinceMs = performance.now();
      moveSeat(leg.seat, 'talking');
      if (leg.caller?.state === 'offered') connected(leg.caller);
    } else if (method === 'BYE' || method === 'CANCEL') {
      reply(message, 200, '');
      if (leg === undefined) return;
      if (method === 'CANCEL' && leg.talkingSinceMs !== null) return;
      if (!isDraining && leg.caller?.state !== 'over') fail(`${method} to a seat`);
      seatLeft(leg, false);
    } else reply(message, 200, '');
  }

  function toCallers(text: string): void {
    const message = parseSipMessage(text);
    const status = statusOf(message);
    const caller = callers.get(headerOf(message, 'call-id'));
    if (status > 0) {
      // The answer of an INVITE again: our ACK was lost.
      if (status === 200 && caller !== undefined && caller.ack !== '' && headerOf(message, 'cseq').endsWith('INVITE'))
        send(callerSocket, caller.ack);
      else answeredUs(message, status);
      return;
    }
    if (message.startLine.startsWith('ACK')) return;
    reply(message, 200, '', [], '', callerSocket);
    if (!message.startLine.startsWith('BYE') || caller === undefined) return;
    const leg = caller.seat?.leg;
    account();
    moveCaller(caller, 'over');
    // Not by its seat.
    if (leg != null && leg.caller === caller && !isDraining) fail('BYE to a caller');
  }

  function answeredUs(message: SipMessage, status: number): void {
    const branch = /branch=([^;,\s]+)/.exec(headerOf(message, 'via'))?.[1] ?? '';
    const mine = pending.get(branch);
    // A CANCEL has the branch of its INVITE, and an answer of its own.
    if (mine === undefined || !headerOf(message, 'cseq').endsWith(mine.method)) return;
    if (status < 200) {
      mine.repeatAtMs = Infinity;
      return;
    }
    pending.delete(branch);
    mine.onFinal(status, message);
  }

  seatSocket.on('message', (data) => toSeats(data.toString('latin1')));
  callerSocket.on('message', (data) => toCallers(data.toString('latin1')));

  const gapMs = (perSecond: number): number => (-Math.log(1 - Math.random()) * 1000) / perSecond;

  let repeatCheckAtMs = 0;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    figures.lateMs.push(Math.max(0, nowMs - lastTickAtMs - TICK_MS));
    lastTickAtMs = nowMs;
    if (nowMs >= repeatCheckAtMs) {
      repeatCheckAtMs = nowMs + 100;
      repeatRequests(nowMs);
    }
    for (; load.arrivalsPerSecond > 0 && nowMs >= nextArrivalAtMs; nextArrivalAtMs += gapMs(load.arrivalsPerSecond))
      placeCall();
    if (waiting < load.keepWaiting) placeCall();
    while (talking[0] !== undefined && (talking[0].isOver || nowMs - (talking[0].talkingSinceMs ?? 0) >= load.talkMs))
      endOldest(nowMs);
    for (; load.endsPerSecond > 0 && nowMs >= nextEndAtMs; nextEndAtMs += gapMs(load.endsPerSecond)) endOldest(nowMs);
  }, TICK_MS);

  function endOldest(nowMs: number): void {
    while (talking[0]?.isOver) talking.shift();
    const oldest = talking[0];
    if (oldest === undefined || nowMs - (oldest.talkingSinceMs ?? 0) < SHORTEST_TALK_MS) return;
    talking.shift();
    hangUp(oldest);
  }

  function repeatRequests(nowMs: number): void {
    for (const [branch, mine] of pending) {
      if (mine.repeatAtMs === Infinity) continue;
      if (nowMs - mine.sentAtMs > GIVE_UP_MS) {
        pending.delete(branch);
        mine.onFinal(0, null);
      } else if (nowMs >= mine.repeatAtMs) {
        mine.waitMs = Math.min(mine.waitMs * 2, MAX_REPEAT_MS);
        mine.repeatAtMs = nowMs + mine.waitMs;
        figures.repeats += 1;
        send(mine.socket, mine.text);
      }
    }
  }

  return {
    get waiting() {
      return waiting;
    },
    get idleSeats() {
      return idle;
    },
    get talking() {
      return talking.length;
    },
    /** What callers and seats do from now on; what is left out is off. */
    setLoad(now: Partial<typeof load>): void {
      load = { arrivalsPerSecond: 0, keepWaiting: 0, endsPerSecond: 0, talkMs: Infinity, ...now };
      const nowMs = performance.now();
      nextArrivalAtMs = nowMs + (load.arrivalsPerSecond > 0 ? gapMs(load.arrivalsPerSecond) : 0);
      nextEndAtMs = nowMs + (load.endsPerSecond > 0 ? gapMs(load.endsPerSecond) : 0);
    },
    /** Begins a measurement. */
    measure(): void {
      account();
      figures = emptyFigures(performance.now());
    },
    /** What was measured since. */
    read(): Figures & { ms: number } {
      account();
      return { ...figures, ms: performance.now() - figures.begunAtMs };
    },
    /** All hang up; resolves when nothing of any call is left, or after the limit. */
    async drain(limitMs: number): Promise<void> {
      isDraining = true;
      load = { arrivalsPerSecond: 0, keepWaiting: 0, endsPerSecond: 0, talkMs: Infinity };
      const endAtMs = performance.now() + limitMs;
      // Not all at once: a flood is not what is measured.
      for (const caller of callers.values()) {
        if (caller.state === 'over') continue;
        if (caller.ack === '') {
          send(
            callerSocket,
            caller.invite
              .replace(/^INVITE/, 'CANCEL')
              .replace(/CSeq: 1 INVITE/, 'CSeq: 1 CANCEL')
              .replace(/Content-Type: .*\r\n/, '')
              .replace(/content-length: \d+\r\n\r\n[^]*$/, 'content-length: 0\r\n\r\n'),
          );
        } else {
          const headers: SipMessage['headers'] = [
            ['From', caller.from],
            ['To', caller.to],
            ['Call-ID', caller.callId],
            ['CSeq', '2 BYE'],
          ];
          request(callerSocket, 'BYE', caller.target, headers, () => {});
          moveCaller(caller, 'over');
        }
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
      while ((callers.size > 0 || seatLegs.size > 0 || pending.size > 0) && performance.now() < endAtMs) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      for (const caller of callers.values()) moveCaller(caller, 'over');
      for (const leg of seatLegs.values()) seatLeft(leg, false);
      pending.clear();
      line = [];
      talking = [];
      for (const seat of seats.values()) seat.freedAtMs = null;
      isDraining = false;
    },
    close(): void {
      clearInterval(timer);
      for (const socket of [seatSocket, callerSocket, heldPort]) socket.close();
    },
  };
}
export type Phones = Awaited<ReturnType<typeof openPhones>>;
