import { setInterval } from 'node:timers';
import type { DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import type { Ack } from '@sansheng/shared/contracts/errors';
import type { LiveAlarm, LiveSnapshot } from '@sansheng/shared/contracts/lead-room/live-board';
import { PhoneRegistration } from '@sansheng/shared/contracts/telephony/phone';
import type { ScreenPop } from '@sansheng/shared/contracts/desk-work/screen-pop';
import { Me } from '@sansheng/shared/contracts/people/sign-in';
import type { ClientToServer, ServerToClient } from '@sansheng/shared/contracts/socket';
import { io, type Socket } from 'socket.io-client';
import { eventually } from './eventually.ts';
import { type IncomingCall, SeatPhone } from './seat-phone.ts';

const PASSWORD = 'Sansheng-demo-1';

/** Somebody signed in, without a browser. */
export interface SignedIn {
  me: Me;
  cookie: string;
  /** Asks the API; throws on a refusal unless `allow` names its status. */
  ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  connect(): Promise<Socket<ServerToClient, ClientToServer>>;
}

export async function signIn(url: string, employeeNo: string): Promise<SignedIn> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ employeeNo, password: PASSWORD }),
  });
  if (!response.ok) throw new Error(`${employeeNo} cannot sign in: ${response.status} ${await response.text()}`);
  const cookie = response.headers.getSetCookie().map((set) => set.split(';')[0])[0] ?? '';
  const me = Me.parse(await response.json());
  return {
    me,
    cookie,
    async ask(method, path, body) {
      const reply = await fetch(url + path, {
        method,
        headers: { cookie, 'x-csrf-token': me.csrfToken, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await reply.text();
      return { status: reply.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
    },
    connect() {
      const socket: Socket<ServerToClient, ClientToServer> = io(url, {
        transports: ['websocket'],
        reconnectionDelayMax: 500,
        extraHeaders: { cookie },
        auth: { csrfToken: me.csrfToken },
        forceNew: true,
      });
      return new Promise((resolve, reject) => {
        socket.once('connect', () => resolve(socket));
        socket.once('connect_error', (error) => reject(new Error(`no socket for ${employeeNo}: ${error.message}`)));
      });
    },
  };
}

/** A seat worked by a script: its screen is the socket, its phone signals without sound. */
export class Seat {
  readonly agentId: string;
  readonly who: SignedIn;
  readonly socket: Socket<ServerToClient, ClientToServer>;
  phone: SeatPhone;
  desk: DeskSnapshot;
  /** Screens shown, with the moment by `performance.now()`. */
  readonly pops: { atMs: number; pop: ScreenPop }[] = [];
  readonly #url: string;
  readonly #alive: NodeJS.Timeout;
  /** Calls hung up here: the screen may still show one for a moment after the command was acknowledged. */
  readonly #hungUp = new Set<string>();

  private constructor(url: string, who: SignedIn, socket: Seat['socket'], phone: SeatPhone, desk: DeskSnapshot) {
    this.#url = url;
    this.agentId = who.me.employeeNo;
    this.who = who;
    this.socket = socket;
    this.phone = phone;
    this.desk = desk;
    socket.on('desk.changed', (changed) => {
      if (changed.seq >= this.desk.seq) this.desk = changed;
    });
    // As the page does: what changed while there was no way to the server is read when there is one again.
    socket.on('connect', () => {
      void send(socket, 'desk.load', {}).then(
        (loaded) => {
          const { desk: now } = loaded as unknown as { desk: DeskSnapshot };
          if (now.seq >= this.desk.seq) this.desk = now;
        },
        // Cut again: the next way reads it.
        () => {},
      );
    });
    socket.on('screenPop.opened', (pop) => this.pops.push({ atMs: performance.now(), pop }));
    this.#alive = setInterval(() => void this.#proveLife().catch(() => {}), 1000);
  }

  /** Signed in, phone registered, not ready. */
  static async open(url: string, employeeNo: string): Promise<Seat> {
    const who = await signIn(url, employeeNo);
    const socket = await who.connect();
    const loaded = await send(socket, 'desk.load', {});
    const phone = await registerPhone(url, who);
    const seat = new Seat(url, who, socket, phone, (loaded as unknown as { desk: DeskSnapshot }).desk);
    await eventually(
      async () => {
        await seat.#proveLife();
        return seat.desk.phone.isRegistered && seat.desk.phone.hasMicrophone;
      },
      { what: `the phone of ${employeeNo}` },
    );
    return seat;
  }

  #proveLife(): Promise<object> {
    const isRegistered = true;
    return send(this.socket, 'agent.alive', { isRegistered, hasMicrophone: true, isHidden: false, isLeader: true });
  }

  /** Registers anew, as a browser does after the server was away. */
  async registersAgain(): Promise<void> {
    this.phone.close();
    this.phone = await registerPhone(this.#url, this.who);
  }

  /** Sends a command; throws its code when it is refused. */
  does<N extends keyof ClientToServer>(name: N, body: Parameters<ClientToServer[N]>[0]): Promise<object> {
    if (name === 'call.hangUp') this.#hungUp.add((body as { callId: string }).callId);
    return send(this.socket, name, body);
  }
  /** A command of another console than the seat's. */
  send<N extends keyof ClientToServer>(name: N, body: Parameters<ClientToServer[N]>[0]): Promise<object> {
    return send(this.socket, name, body);
  }
  async goesReady(): Promise<void> {
    const { seq } = this.desk;
    await this.does('agent.goReady', {});
    // Ready, or offered a call at once.
    await eventually(() => this.desk.seq > seq, { what: `ready at seat ${this.agentId}` });
  }
  /** Waits until the seat's own screen shows this state. */
  async is(state: DeskSnapshot['state'], withinMs = 15_000): Promise<DeskSnapshot> {
    return eventually(() => (this.desk.state === state ? this.desk : null), {
      withinMs,
      what: `${state} at seat ${this.agentId} (it is ${this.desk.state})`,
    });
  }
  /** Waits for the n-th call that rings here. */
  async rings(n = 1, withinMs = 15_000): Promise<IncomingCall> {
    return eventually(() => this.phone.calls[n - 1], { withinMs, what: `call ${n} at seat ${this.agentId}` });
  }
  /** Waits for the call, answers it and waits until both are talking. Returns its id. */
  async answers(n = 1): Promise<string> {
    (await this.rings(n)).answer();
    return eventually(() => this.#talksIn(), { what: `talking at seat ${this.agentId}` });
  }
  /** Answers what rings here now, however often it has rung before. Returns the id of the call. */
  async answersLatest(): Promise<string> {
    return eventually(
      () => {
        this.phone.calls.findLast(({ isOver }) => !isOver)?.answer();
        return this.#talksIn();
      },
      { withinMs: 20_000, everyMs: 200, what: `talking at seat ${this.agentId}` },
    );
  }
  #talksIn(): string | null {
    const callId = this.desk.call?.callId ?? null;
    return callId !== null && this.#hungUp.has(callId) ? null : callId;
  }
  async wrapsUp(categoryId = 'enquiry-product'): Promise<void> {
    const { wrapUp } = await this.is('wrapUp');
    await this.does('wrapUp.finish', { callId: wrapUp?.callId ?? '', categoryId, result: 'resolved', note: '' });
  }
  leaves(): void {
    clearInterval(this.#alive);
    this.socket.disconnect();
    this.phone.close();
  }
}

/** A lead at the live console. */
export async function watchLive(url: string, employeeNo: string) {
  const socket = await (await signIn(url, employeeNo)).connect();
  const { snapshot } = (await send(socket, 'live.watch', {})) as unknown as { snapshot: LiveSnapshot };
  const alarms: LiveAlarm[] = [...snapshot.alarms];
  const seqs = [snapshot.seq];
  socket.on('live.changed', (difference) => {
    seqs.push(difference.seq);
    for (const alarm of difference.alarms) {
      const known = alarms.findIndex(({ alarmId }) => alarmId === alarm.alarmId);
      if (known === -1) alarms.push(alarm);
      else alarms[known] = alarm;
    }
  });
  return { alarms, seqs, snapshot, leaves: () => socket.disconnect() };
}

async function registerPhone(url: string, who: SignedIn): Promise<SeatPhone> {
  const { body } = await who.ask('POST', '/api/v1/phone/registration');
  return SeatPhone.register(url, who.cookie, PhoneRegistration.parse(body));
}

async function send(socket: Seat['socket'], name: keyof ClientToServer, body: object): Promise<object> {
  const reply = (await socket.timeout(10_000).emitWithAck(name, body as never)) as Ack;
  if (!reply.ok) throw new Error(`${name} was refused: ${reply.code}`);
  return reply;
}
