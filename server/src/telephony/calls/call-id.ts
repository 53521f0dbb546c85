import { randomBytes } from 'node:crypto';

/** A new call's id: sorts by time, safe in channel ids, file names and links. */
export function newCallId(nowMs: number): string {
  return `c${nowMs.toString(36)}${randomBytes(6).toString('hex')}`;
}

/** Ids in Asterisk are derived from ours, so that a command repeated after a crash finds what it made before. */
export const bridgeIdOf = (callId: string): string => `call-${callId}`;
/** Id of every leg except the customer's: offers, rejoined legs and other participants, including outside numbers. */
export const seatChannelIdOf = (callId: string, offerGen: number): string => `seat-${callId}.${offerGen}`;
export const greetingIdOf = (callId: string): string => `greeting-${callId}`;
export const announcementIdOf = (callId: string): string => `announcement-${callId}`;
export const goodbyeIdOf = (callId: string): string => `goodbye-${callId}`;

/** The call whose last announcement a playback was; null for any other. */
export function readGoodbyeId(playbackId: string): string | null {
  return /^goodbye-(c[0-9a-z]+)$/.exec(playbackId)?.[1] ?? null;
}

/** The call and offer that a seat's channel was made for; null for any other channel. */
export function readSeatChannelId(channelId: string): { callId: string; offerGen: number } | null {
  const parts = /^seat-(c[0-9a-z]+)\.(\d+)$/.exec(channelId);
  return parts === null ? null : { callId: parts[1] as string, offerGen: Number(parts[2]) };
}
