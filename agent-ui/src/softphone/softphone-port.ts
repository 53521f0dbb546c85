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
  /** Of what was sent, as the far end reports it every few seconds. */
  sentLost: number;
  jitterMs: number;
  /** To Asterisk and back; null before it was measured. */
  roundTripMs: number | null;
  /** Seconds that all samples together were kept to even them out, and how many samples that were. */
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
  /** No call is left. `cause` is the SIP status of a call that was never taken, else null. */
  ended?(cause: number | null): void;
}

/**
 * The phone in the browser. It registers, takes and ends a call, sends digits, mutes and measures; whatever else
 * happens to a call (hold, transfer) is the server's business. One call at a time.
 */
export interface SoftphonePort {
  /** Connects and stays registered until `close`, through lost connections. */
  register(): Promise<void>;
  /** Calls a number (the demonstration customer's phone only). */
  dial(number: string): Promise<void>;
  onInvite(listener: SoftphoneListener): void;
  accept(): Promise<void>;
  /** Refuses, cancels or ends the call, whichever its state asks for. */
  hangUp(): Promise<void>;
  /** Keys wait for those before them. False: no call that takes any. */
  sendDtmf(digit: string): boolean;
  setMuted(isMuted: boolean): void;
  /** The call goes on with the microphone that is kept now. */
  replaceMicrophone(): Promise<void>;
  /** Plays the far end on this device; '' is the system's. */
  speakOn(deviceId: string): void;
  /** What the far end says; null without a call. */
  heard(): MediaStream | null;
  /** Null without a call. */
  readSound(): Promise<SoundCounters | null>;
  /** Finds the way for the sound of the call anew, when the network has changed under it. */
  restartIce(): void;
  /** Now is a good moment to try a lost connection again. */
  reconnectNow(): void;
  /** Ends the call, unregisters and lets go of the line. */
  close(): Promise<void>;
}

export interface SoftphoneParts {
  /** Credentials, asked for again when the old ones are refused. */
  getRegistration(): Promise<PhoneRegistration>;
  /** The kept microphone; each call gets a copy of its track. */
  microphone(): MediaStream;
  /** Where the far end is heard. */
  speaker: HTMLAudioElement;
}
