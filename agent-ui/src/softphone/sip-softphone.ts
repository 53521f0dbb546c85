import type { PhoneRegistration } from '@sansheng/shared/contracts/telephony/phone';
import { backOffMs } from '@sansheng/shared/domain/back-off';
import {
  Invitation,
  Inviter,
  Registerer,
  RegistererState,
  type Session,
  SessionState,
  UserAgent,
  type URI,
  Web,
} from 'sip.js';
import { KeyPlayer } from './key-player.ts';
import { setSink } from './sound-devices.ts';
import type { SoftphoneListener, SoftphoneParts, SoftphonePort, SoundCounters } from './softphone-port.ts';

const REGISTER_EXPIRES_SECONDS = 120;
const ICE_GATHERING_MS = 500;
/** A disconnected path often recovers by itself within this time. */
const BROKEN_MS = 1000;
const RETRY = { firstMs: 300, mostMs: 8000 };

const audioOnly = { constraints: { audio: true, video: false } };

export function createSipSoftphone(parts: SoftphoneParts): SoftphonePort {
  return new SipSoftphone(parts);
}

class SipSoftphone implements SoftphonePort {
  readonly #parts: SoftphoneParts;
  #listener: SoftphoneListener = {};
  #userAgent: UserAgent | null = null;
  #registerer: Registerer | null = null;
  #session: Session | null = null;
  #wantsRegistration = false;
  #isRegistered = false;
  #isClosed = false;
  #isMuted = false;
  #attempt = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #isConnecting = false;
  readonly #keys = new KeyPlayer();

  constructor(parts: SoftphoneParts) {
    this.#parts = parts;
    addEventListener('online', this.#onNetworkBack);
  }

  onInvite(listener: SoftphoneListener): void {
    this.#listener = listener;
  }

  async register(): Promise<void> {
    this.#wantsRegistration = true;
    await this.#connect();
  }

  async dial(number: string): Promise<void> {
    if (this.#userAgent === null) await this.#startUserAgent();
    const userAgent = this.#userAgent as UserAgent;
    const target = makeUri(`sip:${number}@${userAgent.configuration.uri.host}`);
    const inviter = new Inviter(userAgent, target, { sessionDescriptionHandlerOptions: audioOnly });
    this.#follow(inviter);
    await inviter.invite({
      requestDelegate: {
        onProgress: (response) => {
          if (response.message.statusCode === 180 || response.message.statusCode === 183) this.#listener.ringing?.();
        },
        onReject: (response) => {
          this.#rejectedWith = response.message.statusCode ?? null;
        },
      },
    });
  }

  #rejectedWith: number | null = null;

  async accept(): Promise<void> {
    if (this.#session instanceof Invitation && this.#session.state === SessionState.Initial) {
      await this.#session.accept({ sessionDescriptionHandlerOptions: audioOnly });
    }
  }

  async hangUp(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    if (session.state === SessionState.Established) await session.bye();
    else if (session instanceof Inviter) await session.cancel();
    else if (session instanceof Invitation && session.state !== SessionState.Terminated) {
      await session.reject({ statusCode: 603 });
    }
  }

  sendDtmf(digit: string): boolean {
    const sender = this.#peerConnection()
      ?.getSenders()
      .find((one) => one.track?.kind === 'audio');
    return this.#keys.press(sender?.dtmf, digit);
  }

  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
    for (const sender of this.#peerConnection()?.getSenders() ?? []) {
      if (sender.track) sender.track.enabled = !isMuted;
    }
  }

  async replaceMicrophone(): Promise<void> {
    const track = this.#parts.microphone().clone().getAudioTracks()[0];
    const sender = this.#peerConnection()
      ?.getSenders()
      .find((one) => one.track?.kind === 'audio');
    if (sender === undefined || track === undefined) return track?.stop();
    const former = sender.track;
    track.enabled = !this.#isMuted;
    await sender.replaceTrack(track);
    former?.stop();
  }

  speakOn(deviceId: string): void {
    void setSink(this.#parts.speaker, deviceId);
  }

  heard(): MediaStream | null {
    const handler = this.#session?.sessionDescriptionHandler as Web.SessionDescriptionHandler | undefined;
    return handler?.remoteMediaStream ?? null;
  }

  async readSound(): Promise<SoundCounters | null> {
    const report = await this.#peerConnection()?.getStats();
    if (report === undefined) return null;
    const counters: SoundCounters = {
      atMs: performance.now(),
      packetsReceived: 0,
      packetsLost: 0,
      packetsSent: 0,
      sentLost: 0,
      jitterMs: 0,
      roundTripMs: null,
      bufferSeconds: 0,
      emittedSamples: 0,
    };
    let pairRoundTripMs: number | null = null;
    for (const entry of report.values()) {
      if (entry.type === 'inbound-rtp' && entry.kind === 'audio') {
        counters.packetsReceived = entry.packetsReceived ?? 0;
        counters.packetsLost = entry.packetsLost ?? 0;
        counters.jitterMs = Math.round((entry.jitter ?? 0) * 1000);
        counters.bufferSeconds = entry.jitterBufferDelay ?? 0;
        counters.emittedSamples = entry.jitterBufferEmittedCount ?? 0;
      }
      if (entry.type === 'outbound-rtp' && entry.kind === 'audio') counters.packetsSent = entry.packetsSent ?? 0;
      if (entry.type === 'remote-inbound-rtp' && entry.kind === 'audio') {
        counters.sentLost = Math.max(0, entry.packetsLost ?? 0);
        if (entry.roundTripTime !== undefined) counters.roundTripMs = Math.round(entry.roundTripTime * 1000);
      }
      if (entry.type === 'candidate-pair' && entry.nominated && entry.currentRoundTripTime !== undefined) {
        pairRoundTripMs = Math.round(entry.currentRoundTripTime * 1000);
      }
    }
    counters.roundTripMs ??= pairRoundTripMs;
    return counters;
  }

  reconnectNow = (): void => {
    if (this.#isClosed || this.#isRegistered || !this.#needsLine()) return;
    this.#attempt = 0;
    clearTimeout(this.#retryTimer);
    void this.#connect();
  };

  /**
   * The network was gone and may be another one now. An old connection may look alive and lead nowhere, so it is
   * replaced, and the audio path with it.
   */
  #onNetworkBack = (): void => {
    const userAgent = this.#userAgent;
    if (this.#isClosed || userAgent === null || !this.#needsLine()) return;
    const cut = userAgent.isConnected() ? userAgent.transport.disconnect().catch(ignore) : Promise.resolve();
    void cut.then(() => {
      this.#setRegistered(false);
      this.reconnectNow();
    });
  };

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    removeEventListener('online', this.#onNetworkBack);
    clearTimeout(this.#retryTimer);
    this.#setRegistered(false);
    await this.hangUp().catch(ignore);
    // Does not wait for the far end: the page may be closing.
    await this.#registerer?.unregister().catch(ignore);
    await this.#userAgent?.stop().catch(ignore);
    this.#userAgent = null;
  }

  /** Brings connection and registration up; failures are retried later, for ever, with jitter. */
  async #connect(): Promise<void> {
    if (this.#isClosed || this.#isConnecting) return;
    this.#isConnecting = true;
    try {
      if (this.#userAgent === null) await this.#startUserAgent();
      else if (!this.#userAgent.isConnected()) await this.#userAgent.reconnect();
      if (this.#wantsRegistration) await this.#sendRegister();
      else this.restartIce();
    } catch {
      this.#retryLater();
    } finally {
      this.#isConnecting = false;
    }
  }

  #needsLine(): boolean {
    return this.#wantsRegistration || this.#session?.state === SessionState.Established;
  }

  #retryLater(): void {
    if (this.#isClosed || !this.#needsLine()) return;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => void this.#connect(), backOffMs(this.#attempt++, RETRY));
  }

  async #startUserAgent(): Promise<void> {
    const registration = await this.#parts.getRegistration();
    if (this.#isClosed) return;
    const userAgent = new UserAgent({
      uri: makeUri(`sip:${registration.sipUser}@${registration.sipDomain}`),
      authorizationUsername: registration.sipUser,
      authorizationPassword: registration.sipPassword,
      transportOptions: { server: webSocketUrl(registration.webSocketPath), connectionTimeout: 5 },
      sessionDescriptionHandlerFactory: Web.defaultSessionDescriptionHandlerFactory(async () => {
        // sip.js stops the tracks of a call that ends: give it copies, keep the microphone.
        return this.#parts.microphone().clone();
      }),
      sessionDescriptionHandlerFactoryOptions: {
        iceGatheringTimeout: ICE_GATHERING_MS,
        peerConnectionConfiguration: { iceServers: [] },
      },
      // The center enforces the time limit of an offer, not the phone.
      noAnswerTimeout: 180,
      logBuiltinEnabled: false,
      delegate: {
        onInvite: (invitation) => this.#onInvitation(invitation),
        onDisconnect: (error) => {
          this.#setRegistered(false);
          if (error) this.#retryLater();
        },
      },
    });
    await userAgent.start();
    this.#userAgent = userAgent;
    this.#attempt = 0;
  }

  async #sendRegister(): Promise<void> {
    const userAgent = this.#userAgent;
    if (userAgent === null || this.#isClosed) return;
    if (this.#registerer === null) {
      this.#registerer = new Registerer(userAgent, { expires: REGISTER_EXPIRES_SECONDS, refreshFrequency: 75 });
      this.#registerer.stateChange.addListener((state) => {
        this.#setRegistered(state === RegistererState.Registered);
      });
    }
    const wasCut = this.#session?.state === SessionState.Established;
    await this.#registerer.register({
      requestDelegate: {
        onAccept: () => {
          this.#attempt = 0;
          this.#setRegistered(true);
          if (wasCut) this.restartIce();
        },
        onReject: () => {
          this.#setRegistered(false);
          // The password belongs to one registration: the server has restarted or issued a newer one.
          void this.#renewCredentials().then(
            () => this.#retryLater(),
            () => this.#retryLater(),
          );
        },
      },
    });
  }

  async #renewCredentials(): Promise<void> {
    const registration: PhoneRegistration = await this.#parts.getRegistration();
    if (this.#userAgent === null) return;
    // sip.js reads these at each challenge; a new user agent would lose a call in progress.
    this.#userAgent.configuration.authorizationUsername = registration.sipUser;
    this.#userAgent.configuration.authorizationPassword = registration.sipPassword;
  }

  /**
   * After a reconnection the network may have changed: renegotiate the audio path. This also tells the far end which
   * connection to use; otherwise its BYE would go to the old one.
   */
  restartIce(): void {
    const session = this.#session;
    if (session?.state !== SessionState.Established || this.#userAgent?.isConnected() !== true) return;
    const options: Web.SessionDescriptionHandlerOptions = { ...audioOnly, offerOptions: { iceRestart: true } };
    // Refused while the previous one is in progress; if audio is still missing, it is requested again.
    session.invite({ sessionDescriptionHandlerOptions: options }).catch(ignore);
  }

  /** The audio path broke: acts at once when the browser is certain, otherwise if it lasts for a moment. */
  #watchWay(session: Session): void {
    const connection = this.#peerConnection();
    if (connection === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    connection.addEventListener('iceconnectionstatechange', () => {
      clearTimeout(timer);
      if (this.#session !== session) return;
      if (connection.iceConnectionState === 'failed') this.restartIce();
      if (connection.iceConnectionState === 'disconnected') timer = setTimeout(() => this.restartIce(), BROKEN_MS);
    });
  }

  #onInvitation(invitation: Invitation): void {
    if (this.#session !== null) {
      void invitation.reject({ statusCode: 486 }).catch(ignore);
      return;
    }
    this.#follow(invitation);
    const header = /^(.+)\.(\d+)$/.exec(invitation.request.getHeader('X-Sansheng-Offer') ?? '');
    this.#listener.invited?.({
      offer: header === null ? null : { callId: header[1] as string, offerGen: Number(header[2]) },
    });
  }

  #follow(session: Session): void {
    this.#session = session;
    this.#isMuted = false;
    this.#rejectedWith = null;
    let wasTaken = false;
    session.stateChange.addListener((state) => {
      if (this.#session !== session) return;
      if (state === SessionState.Established) {
        wasTaken = true;
        this.#hear(session);
        this.#watchWay(session);
        this.setMuted(this.#isMuted);
        this.#listener.established?.();
      }
      if (state === SessionState.Terminated) {
        this.#session = null;
        this.#keys.forget();
        this.#parts.speaker.srcObject = null;
        this.#listener.ended?.(wasTaken ? null : this.#rejectedWith);
      }
    });
  }

  #hear(session: Session): void {
    const { speaker } = this.#parts;
    speaker.srcObject = (session.sessionDescriptionHandler as Web.SessionDescriptionHandler).remoteMediaStream;
    speaker.play().catch(ignore);
  }

  #peerConnection(): RTCPeerConnection | undefined {
    return (this.#session?.sessionDescriptionHandler as Web.SessionDescriptionHandler | undefined)?.peerConnection;
  }

  #setRegistered(isRegistered: boolean): void {
    if (this.#isRegistered === isRegistered) return;
    this.#isRegistered = isRegistered;
    this.#listener.registrationChanged?.(isRegistered);
  }
}

function webSocketUrl(path: string): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`;
}

function makeUri(text: string): URI {
  const uri = UserAgent.makeURI(text);
  if (uri === undefined) throw new Error(`not a SIP address: ${text}`);
  return uri;
}

/** A call may end while it is being ended: a failure of the second attempt means nothing. */
function ignore(): void {}
