import type { PhoneRegistration } from '@sansheng/shared/contracts/telephony/phone';

export interface IncomingInvite {
  /** Header `X-Sansheng-Offer`: which offer this leg belongs to; null when the server sent none. */
  offer: { callId: string; offerGen: number } | null;
}

/** What the browser has counted of a call's sound since it began, and measures now. */
export interface SoundCounters {
  /** When it was read, by `performance.now()`. */
  atMs: number;
  packetsReceived: number;
  packetsLost: number;
  packetsSent: number;
  /** How many of the sent packets were lost, as reported by the far end every few seconds. */
  sentLost: number;
  jitterMs: number;
  /** To Asterisk and back; null before it was measured. */
  roundTripMs: number | null;
  /** Total buffering time of all samples in seconds, and the number of samples. */
  bufferSeconds: number;
  emittedSamples: number;
}

export interface SoftphoneListener {
  registrationChanged?(isRegistered: boolean): void;
  /** A call rings at this phone. */
  invited?(invite: IncomingInvite): void;
  /** The far end rings (a call dialled from here). */
  ringing?(): void;
  /** Sound flows both ways. */
  established?(): void;
  /** No call is left. `cause` is the SIP status of a call that was never answered, else null. */
  ended?(cause: number | null): void;
}

/**
 * The phone in the browser. It registers, answers and ends a call, sends digits, mutes and measures; everything else
 * (hold, transfer) is up to the server. One call at a time.
 */
export interface SoftphonePort {
  /** Connects and stays registered until `close`, through lost connections. */
  register(): Promise<void>;
  /** Calls a number (the demonstration customer's phone only). */
  dial(number: string): Promise<void>;
  onInvite(listener: SoftphoneListener): void;
  accept(): Promise<void>;
  /** Refuses, cancels or ends the call, depending on its state. */
  hangUp(): Promise<void>;
  /** Keys are sent in order. False: no call that accepts keys. */
  sendDtmf(digit: string): boolean;
  setMuted(isMuted: boolean): void;
  /** Switches the call to the microphone now in use. */
  replaceMicrophone(): Promise<void>;
  /** Plays the far end on this device; '' for the system's. */
  speakOn(deviceId: string): void;
  /** Audio of the far end; null without a call. */
  heard(): MediaStream | null;
  /** Null without a call. */
  readSound(): Promise<SoundCounters | null>;
  /** Renegotiates the audio path of the call after the network has changed. */
  restartIce(): void;
  /** Now is a good moment to try a lost connection again. */
  reconnectNow(): void;
  /** Ends the call, unregisters and closes the connection. */
  close(): Promise<void>;
}

export interface SoftphoneParts {
  /** Credentials, requested again when the old ones are refused. */
  getRegistration(): Promise<PhoneRegistration>;
  /** The open microphone; each call gets a copy of its track. */
  microphone(): MediaStream;
  /** Output of the far end. */
  speaker: HTMLAudioElement;
}
