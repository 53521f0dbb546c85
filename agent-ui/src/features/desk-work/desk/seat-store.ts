import type { CustomerCard } from '@sansheng/shared/contracts/customers/customers';
import { PhoneRegistration } from '@sansheng/shared/contracts/telephony/phone';
import type { DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import type { ClientToServer, ServerToClient } from '@sansheng/shared/contracts/socket';
import type { ErrorCode } from '@sansheng/shared/contracts/errors';
import type { ScreenPop } from '@sansheng/shared/contracts/desk-work/screen-pop';
import { isCoachingRole } from '../../telephony/coaching/coaching-role.ts';
import { request } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { sendCommand, type SocketClient } from '../../../socket/socket-client.ts';
import { cadenceTone } from '../../../softphone/cadence-tone.ts';
import { Microphone, type MicrophoneState } from '../../../softphone/microphone.ts';
import {
  type DeviceChoice,
  type DeviceUse,
  listSoundDevices,
  loadDeviceChoice,
  saveDeviceChoice,
  type SoundDevice,
} from '../../../softphone/sound-devices.ts';
import { type CheckView, PhoneCheck } from '../../telephony/phone/phone-check.ts';
import { QualityWatch, type QualityView } from '../../telephony/call-quality/quality-watch.ts';
import { createDraftKeeper, type DraftKeeper } from '../notes/draft-keeper.ts';
import { PhoneLeader } from '../../../softphone/phone-leader.ts';
import type { IncomingInvite, SoftphonePort } from '../../../softphone/softphone-port.ts';

export type PhonePlace = 'starting' | 'here' | 'otherTab' | 'takenOver';

export interface SeatView {
  desk: DeskSnapshot | null;
  screenPop: ScreenPop | null;
  isConnected: boolean;
  place: PhonePlace;
  isRegistered: boolean;
  microphone: MicrophoneState;
  /** The leg that rings at this phone and was not answered yet. */
  invite: (IncomingInvite & { arrivedAtMs: number }) | null;
  /** Sound flows. */
  isEstablished: boolean;
  /** Answer was pressed; the center has not confirmed it yet. */
  isAnswering: boolean;
  quality: QualityView | null;
  /** Keys sent in this call, the newest last. */
  sentKeys: { callId: string; keys: string };
  devices: {
    inputs: SoundDevice[];
    outputs: SoundDevice[];
    choice: DeviceChoice;
    /** The microphone in use; it replaces the chosen one when `isFallback`. */
    microphone: string;
    isFallback: boolean;
  };
  /** The check before a shift, running or done. */
  check: CheckView | null;
}

type TabMessage =
  | { kind: 'answer' }
  | { kind: 'digit'; digit: string }
  | { kind: 'sentKeys'; sentKeys: SeatView['sentKeys'] }
  | { kind: 'mute'; on: boolean }
  | { kind: 'customer'; callId: string; customer: CustomerCard };

/** Ticks are seconds. */
const ALIVE_EVERY_TICKS = 2;
/** A failed rejoin is requested again. */
const REJOIN_EVERY_TICKS = 6;

/** Everything that the seat's screen shows of desk and phone, and everything the seat can do. One per signed-in tab. */
export class SeatStore {
  readonly employeeNo: string;
  readonly drafts: DraftKeeper;
  readonly #socket: SocketClient;
  readonly #speaker = new Audio();
  readonly #leader: PhoneLeader;
  readonly #microphone: Microphone;
  readonly #tabs: BroadcastChannel;
  readonly #listeners = new Set<() => void>();
  readonly #metronome: Worker;
  #phone: SoftphonePort | null = null;
  #quality: QualityWatch | null = null;
  #check: PhoneCheck | null = null;
  #pops = new Map<string, ScreenPop>();
  #ticks = 0;
  #view: SeatView = {
    desk: null,
    screenPop: null,
    isConnected: false,
    place: 'starting',
    isRegistered: false,
    microphone: 'asking',
    invite: null,
    isEstablished: false,
    isAnswering: false,
    quality: null,
    sentKeys: { callId: '', keys: '' },
    devices: { inputs: [], outputs: [], choice: loadDeviceChoice(), microphone: '', isFallback: false },
    check: null,
  };

  constructor(socket: SocketClient, employeeNo: string) {
    this.employeeNo = employeeNo;
    this.#socket = socket;
    this.drafts = createDraftKeeper(employeeNo, {
      load: (body) => sendCommand(socket, 'note.load', body),
      write: (body) => sendCommand(socket, 'note.write', body),
    });
    this.#microphone = new Microphone((microphone) => {
      this.#update({ microphone });
      void this.#sendAlive();
      void this.#listDevices();
      if (microphone !== 'ok') return;
      this.#startPhone();
      void this.#phone?.replaceMicrophone();
    }, loadDeviceChoice().microphone);
    cadenceTone.ringOn(loadDeviceChoice().ringer);
    this.#leader = new PhoneLeader(`sansheng-phone-${employeeNo}`, (isLeader) => {
      if (isLeader) void this.#lead();
      else void this.#follow('otherTab');
    });
    this.#tabs = new BroadcastChannel(`sansheng-phone-${employeeNo}`);
    this.#tabs.onmessage = (event: MessageEvent<TabMessage>) => this.#onTabMessage(event.data);
    this.#metronome = new Worker(new URL('../../../socket/heartbeat.worker.ts', import.meta.url), { type: 'module' });
    this.#metronome.onmessage = () => void this.#onTick();
    navigator.mediaDevices?.addEventListener('devicechange', this.#listDevices);
    document.addEventListener('visibilitychange', this.#onVisibility);
    addEventListener('beforeunload', this.#onBeforeUnload);
    addEventListener('pagehide', this.#flush);
    addEventListener('blur', this.#flush);
  }

  /** Starts listening, loads the desk and queues for the phone. */
  start(): void {
    this.#socket.on('connect', this.#onConnect);
    this.#socket.on('disconnect', this.#onDisconnect);
    this.#socket.on('desk.changed', this.#onDesk);
    this.#socket.on('screenPop.opened', this.#onScreenPop);
    this.#socket.on('phone.takenOver', this.#onTakenOver);
    this.#socket.on('note.changed', this.#onNote);
    if (this.#socket.connected) this.#onConnect();
    this.#leader.stand();
  }

  close(): void {
    this.#socket.off('connect', this.#onConnect);
    this.#socket.off('disconnect', this.#onDisconnect);
    this.#socket.off('desk.changed', this.#onDesk);
    this.#socket.off('screenPop.opened', this.#onScreenPop);
    this.#socket.off('phone.takenOver', this.#onTakenOver);
    this.#socket.off('note.changed', this.#onNote);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    removeEventListener('beforeunload', this.#onBeforeUnload);
    removeEventListener('pagehide', this.#flush);
    removeEventListener('blur', this.#flush);
    this.drafts.flush();
    this.drafts.close();
    navigator.mediaDevices?.removeEventListener('devicechange', this.#listDevices);
    this.#metronome.terminate();
    this.#tabs.close();
    this.#leader.close();
    void this.#phone?.close();
    this.#microphone.close();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  view = (): SeatView => this.#view;

  goReady(): Promise<ErrorCode | null> {
    // A call may come at once, so the line must be free.
    this.#check?.fail('wrongState');
    return this.#command('agent.goReady', {});
  }

  goNotReady(reason: string): Promise<ErrorCode | null> {
    return this.#command('agent.goNotReady', { reason });
  }

  /** Answers the ringing call: at once, or as soon as its leg reaches this phone. */
  answer(): void {
    this.#update({ isAnswering: true });
    if (this.#view.place === 'otherTab') this.#tabs.postMessage({ kind: 'answer' } satisfies TabMessage);
    else this.#acceptWhenAsked();
  }

  async decline(): Promise<ErrorCode | null> {
    const offer = this.#view.desk?.offer;
    if (!offer) {
      await this.#phone?.hangUp();
      return null;
    }
    const refusal = await this.#command('offer.decline', { callId: offer.callId, offerGen: offer.offerGen });
    if (refusal === 'unavailable') await this.#phone?.hangUp();
    return refusal;
  }

  /** The center ends the call; only if it cannot be reached does the phone itself hang up. */
  async hangUp(): Promise<ErrorCode | null> {
    const callId = this.#view.desk?.call?.callId;
    const refusal = callId === undefined ? 'unavailable' : await this.#command('call.hangUp', { callId });
    if (refusal === 'unavailable' && this.#phone !== null) {
      await this.#phone.hangUp();
      return null;
    }
    return refusal;
  }

  /**
   * Places a call: the incoming leg is answered automatically. `queueId`: one of the seat's queues; absent: its first.
   */
  dial(number: string, queueId?: string): Promise<ErrorCode | null> {
    return this.#command('call.dial', { number, ...(queueId !== undefined && { queueId }) });
  }

  dialColleague(employeeNo: string): Promise<ErrorCode | null> {
    return this.#command('call.dialColleague', { employeeNo });
  }

  pauseRecording(on: boolean): Promise<ErrorCode | null> {
    return this.#command('recording.pause', { callId: this.#view.desk?.call?.callId ?? '', on });
  }

  hold(on: boolean): Promise<ErrorCode | null> {
    const callId = this.#view.desk?.call?.callId ?? '';
    return this.#command(on ? 'call.hold' : 'call.retrieve', { callId });
  }

  mute(on: boolean): Promise<ErrorCode | null> {
    if (this.#view.place === 'otherTab') this.#tabs.postMessage({ kind: 'mute', on } satisfies TabMessage);
    this.#phone?.setMuted(on);
    return this.#command('call.mute', { callId: this.#view.desk?.call?.callId ?? '', on });
  }

  sendDigit(digit: string): void {
    if (this.#view.place === 'otherTab') this.#tabs.postMessage({ kind: 'digit', digit } satisfies TabMessage);
    else this.#sendKey(digit);
  }

  /** Each tab shows what was sent, and only that. */
  #sendKey(key: string): void {
    if (this.#phone?.sendDtmf(key) !== true) return;
    const callId = this.#view.desk?.call?.callId ?? '';
    const before = this.#view.sentKeys.callId === callId ? this.#view.sentKeys.keys : '';
    const sentKeys = { callId, keys: before + key };
    this.#update({ sentKeys });
    this.#tabs.postMessage({ kind: 'sentKeys', sentKeys } satisfies TabMessage);
  }

  async finishWrapUp(body: Parameters<ClientToServer['wrapUp.finish']>[0]): Promise<ErrorCode | null> {
    const refusal = await this.#command('wrapUp.finish', body);
    if (refusal === null) this.drafts.done(body.callId);
    return refusal;
  }

  async amendWrapUp(body: Parameters<ClientToServer['wrapUp.amend']>[0]): Promise<ErrorCode | null> {
    const refusal = await this.#command('wrapUp.amend', body);
    if (refusal === null) this.drafts.done(body.callId);
    return refusal;
  }

  /** Moves the phone into this tab, from another tab or another machine. */
  takePhone(): void {
    if (this.#view.place === 'takenOver') void this.#lead();
    else this.#leader.takeOver();
  }

  /** Changes a device, at once and for later sessions in this browser. */
  chooseDevice(use: DeviceUse, deviceId: string): void {
    const choice = { ...this.#view.devices.choice, [use]: deviceId };
    saveDeviceChoice(choice);
    this.#update({ devices: { ...this.#view.devices, choice } });
    if (use === 'microphone') void this.#microphone.choose(deviceId);
    this.#applyOutputs();
  }

  /** Where this seat is rung: a number, or null for the browser. */
  placePhone(number: string | null): Promise<ErrorCode | null> {
    return this.#command('phone.place', { number });
  }

  /** The open microphone, to show its level; null without one. */
  microphoneStream(): MediaStream | null {
    return this.#microphone.isOpen() ? this.#microphone.stream() : null;
  }

  /** Rings this phone from Asterisk's echo and measures what comes back. */
  async checkPhone(): Promise<void> {
    const phone = this.#phone;
    if (phone === null || !this.#microphone.isOpen() || this.#check?.isOver === false) return;
    this.#check = new PhoneCheck(phone, this.#microphone.stream(), (check) => this.#update({ check }));
    const refusal = await this.#command('phone.check', {});
    if (refusal !== null) this.#check.fail(refusal);
  }

  forgetCheck(): void {
    this.#check?.fail('wrongState');
    this.#check = null;
    this.#update({ check: null });
  }

  retryMicrophone(): void {
    void this.#microphone.open();
  }

  /** States who the caller is: found, created or changed during the call. The center stores it and sends it back. */
  async identifyCaller(callId: string, customer: CustomerCard): Promise<ErrorCode | null> {
    this.#tabs.postMessage({ kind: 'customer', callId, customer } satisfies TabMessage);
    this.#showCustomer(callId, customer);
    return this.#command('screenPop.identify', { callId, customerId: customer.customerId });
  }

  #showCustomer(callId: string, customer: CustomerCard): void {
    const pop = this.#pops.get(callId);
    if (pop) this.#onScreenPop({ ...pop, customer, lookup: 'known' });
  }

  async #command<
    C extends
      | 'agent.goReady'
      | 'agent.goNotReady'
      | 'offer.decline'
      | 'call.dial'
      | 'call.dialColleague'
      | 'recording.pause'
      | 'call.hangUp'
      | 'call.hold'
      | 'call.retrieve'
      | 'call.mute'
      | 'screenPop.identify'
      | 'wrapUp.finish'
      | 'wrapUp.amend'
      | 'phone.check'
      | 'phone.place',
  >(command: C, body: Parameters<ClientToServer[C]>[0]): Promise<ErrorCode | null> {
    const reply = await sendCommand(this.#socket, command, body as never);
    return reply.ok ? null : reply.code;
  }

  /** A check runs, and no call has come in between. */
  #isChecking(): boolean {
    const { desk } = this.#view;
    return this.#check?.isOver === false && desk?.offer == null && desk?.call == null;
  }

  #listDevices = async (): Promise<void> => {
    const devices = { ...this.#view.devices, ...(await listSoundDevices()) };
    this.#update({
      devices: { ...devices, microphone: this.#microphone.label(), isFallback: this.#microphone.isFallback() },
    });
    this.#applyOutputs();
  };

  /** An unplugged device is not used; it is used again once it is back. */
  #applyOutputs(): void {
    const { outputs, choice } = this.#view.devices;
    const present = (deviceId: string) => (outputs.some((one) => one.deviceId === deviceId) ? deviceId : '');
    this.#phone?.speakOn(present(choice.speaker));
    cadenceTone.ringOn(present(choice.ringer));
  }

  async #lead(): Promise<void> {
    this.#update({ place: 'here' });
    await this.#microphone.open();
    // Registered even without a microphone: the center then knows why this seat cannot be rung.
    this.#startPhone();
    void this.#sendAlive();
  }

  #startPhone(): void {
    if (this.#phone !== null || this.#view.place !== 'here') return;
    void this.#loadPhone();
  }

  async #loadPhone(): Promise<void> {
    const { createSipSoftphone } = await import('../../../softphone/sip-softphone.ts');
    if (this.#phone !== null || this.#view.place !== 'here') return;
    const phone = createSipSoftphone({
      getRegistration: () => request(PhoneRegistration, 'POST', '/phone/registration', {}),
      microphone: () => this.#microphone.stream(),
      speaker: this.#speaker,
    });
    this.#phone = phone;
    this.#applyOutputs();
    this.#quality = new QualityWatch(this.#socket, phone);
    phone.onInvite({
      registrationChanged: (isRegistered) => {
        this.#update({ isRegistered });
        void this.#sendAlive();
        this.#rejoin();
      },
      invited: (invite) => {
        if (this.#isChecking()) return this.#check?.rang();
        this.#update({ invite: { ...invite, arrivedAtMs: serverClock.nowMs() } });
        this.#acceptWhenAsked();
      },
      established: () => {
        if (this.#isChecking()) return this.#check?.established();
        this.#update({ isEstablished: true, invite: null });
        phone.setMuted(this.#view.desk?.call?.isMuted ?? false);
      },
      ended: () => {
        if (this.#isChecking()) return this.#check?.ended();
        this.#quality?.end();
        this.#update({ isEstablished: false, invite: null, isAnswering: false, quality: null });
      },
    });
    await phone.register();
  }

  async #follow(place: 'otherTab' | 'takenOver'): Promise<void> {
    const phone = this.#phone;
    this.#phone = null;
    this.#update({ place, isRegistered: false, invite: null, isEstablished: false, quality: null });
    this.#microphone.close();
    await phone?.close();
  }

  /**
   * Answers the ringing leg when the seat has pressed answer, or when it belongs to the seat's current call (after a
   * reload).
   */
  #acceptWhenAsked(): void {
    const { invite, desk, isAnswering } = this.#view;
    if (invite === null || this.#phone === null) return;
    const isOwnTalk = desk?.call != null && (invite.offer === null || invite.offer.callId === desk.call.callId);
    const isAsked =
      isAnswering && (invite.offer === null || desk?.offer == null || isSameOffer(invite.offer, desk.offer));
    // Only the lead's own request makes this leg ring.
    const isCoach = desk?.offer?.leg != null && isCoachingRole(desk.offer.leg.role);
    if (!isOwnTalk && !isAsked && !isCoach) return;
    this.#phone.accept().catch(() => this.#update({ isAnswering: false }));
  }

  #onConnect = (): void => {
    this.#update({ isConnected: true });
    this.#phone?.reconnectNow();
    void this.#sendAlive();
    void this.#loadDesk();
    this.drafts.reconnected();
  };

  #onDisconnect = (): void => this.#update({ isConnected: false });

  async #loadDesk(): Promise<void> {
    const reply = await sendCommand(this.#socket, 'desk.load', {});
    if (!reply.ok) return;
    // A freshly loaded desk is the newest, even if the center's count starts from the beginning again.
    this.#update({ desk: null });
    if (reply.screenPop !== null) this.#keepPop(reply.screenPop);
    this.#onDesk(reply.desk);
    this.#rejoin();
  }

  /** A reloaded page has no audio of the seat's call: it asks the center to ring it again. */
  #rejoin(): void {
    const { place, isRegistered, isEstablished, isAnswering, invite, desk } = this.#view;
    // If the seat uses its own telephone, the audio is there.
    if (place !== 'here' || !isRegistered || desk?.call == null || desk.phone.ringsAt !== null) return;
    if (isEstablished || isAnswering || invite !== null) return;
    void sendCommand(this.#socket, 'call.rejoin', { callId: desk.call.callId });
  }

  #onDesk = (desk: DeskSnapshot): void => {
    const before = this.#view.desk;
    if (before !== null && desk.seq < before.seq) return;
    const isSameOfferStill = desk.offer !== null && before?.offer != null && isSameOffer(desk.offer, before.offer);
    this.#update({ desk, isAnswering: this.#view.isAnswering && (before?.offer == null || isSameOfferStill) });
    if (desk.call !== null && before?.call?.isMuted !== desk.call.isMuted) this.#phone?.setMuted(desk.call.isMuted);
    this.#acceptWhenAsked();
    // A consulted seat that gets the call sees what was written in the meantime.
    const isRoleAnother = desk.call?.callId === before?.call?.callId && desk.call?.role !== before?.call?.role;
    if (desk.call != null && isRoleAnother) void this.drafts.load(desk.call.callId);
  };

  #onScreenPop = (pop: ScreenPop): void => {
    this.#keepPop(pop);
    this.#update({});
  };

  /** A caller identified here stays identified, whatever the look-up on arrival found. */
  #keepPop(pop: ScreenPop): void {
    const customer = pop.customer ?? this.#pops.get(pop.callId)?.customer ?? null;
    this.#pops.set(pop.callId, customer === pop.customer ? pop : { ...pop, customer, lookup: 'known' });
  }

  #onTakenOver = (): void => {
    if (this.#view.place === 'here') void this.#follow('takenOver');
  };

  #onTabMessage(message: TabMessage): void {
    if (message.kind === 'sentKeys') this.#update({ sentKeys: message.sentKeys });
    if (message.kind === 'customer') this.#showCustomer(message.callId, message.customer);
    if (this.#view.place !== 'here') return;
    if (message.kind === 'answer') this.answer();
    if (message.kind === 'digit') this.#sendKey(message.digit);
    if (message.kind === 'mute') this.#phone?.setMuted(message.on);
  }

  #onVisibility = (): void => {
    this.#flush();
    void this.#sendAlive();
  };
  #flush = (): void => this.drafts.flush();
  #onNote: ServerToClient['note.changed'] = ({ callId, draft }) => this.drafts.changedElsewhere(callId, draft);

  #onBeforeUnload = (event: BeforeUnloadEvent): void => {
    if (this.#view.isEstablished) event.preventDefault();
  };

  async #onTick(): Promise<void> {
    this.#ticks += 1;
    if (this.#ticks % REJOIN_EVERY_TICKS === 0) this.#rejoin();
    void this.#measure();
    if (this.#ticks % ALIVE_EVERY_TICKS === 0) await this.#sendAlive();
  }

  async #measure(): Promise<void> {
    const call = this.#view.desk?.call;
    if (!this.#view.isEstablished || !call) return;
    const isExpected = !call.isDialling && call.heldSinceMs === null;
    const quality = (await this.#quality?.look(call.callId, isExpected)) ?? null;
    if (this.#view.isEstablished) this.#update({ quality });
  }

  /** Only the tab with the phone gives proof of life: the others cannot ring. */
  async #sendAlive(): Promise<void> {
    const { place, isRegistered, microphone } = this.#view;
    if (place !== 'here' || !this.#socket.connected) return;
    const sentAtMs = performance.now();
    const reply = await sendCommand(this.#socket, 'agent.alive', {
      isRegistered,
      hasMicrophone: microphone === 'ok',
      isHidden: document.hidden,
      isLeader: true,
    });
    if (reply.ok) serverClock.measure(reply.serverNowMs, performance.now() - sentAtMs);
  }

  #update(change: Partial<SeatView>): void {
    const view = { ...this.#view, ...change };
    const { desk } = view;
    const callId = desk?.offer?.callId ?? desk?.call?.callId ?? desk?.wrapUp?.callId ?? view.invite?.offer?.callId;
    view.screenPop = callId === undefined ? null : (this.#pops.get(callId) ?? null);
    for (const known of this.#pops.keys()) {
      if (this.#pops.size > 8 && known !== callId) this.#pops.delete(known);
    }
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }
}

function isSameOffer(a: { callId: string; offerGen: number }, b: { callId: string; offerGen: number }): boolean {
  return a.callId === b.callId && a.offerGen === b.offerGen;
}
