import type { LegQuality } from '@sansheng/shared/contracts/telephony/call-quality';
import { qualityWordOf } from '@sansheng/shared/domain/call-quality';

/** What was measured while the seat heard itself through Asterisk. */
export interface CheckMeasure {
  /** Loudest moments, in dB below full scale. */
  microphoneDb: number;
  echoDb: number;
  leg: LegQuality | null;
}
export interface CheckResult extends CheckMeasure {
  microphone: 'good' | 'quiet' | 'silent';
  echo: 'heard' | 'notHeard' | 'unknown';
  network: 'good' | 'fair' | 'poor' | 'unknown';
  isFit: boolean;
}

/** Speech at a headset comes to -30 dB and more at its loudest; a muted or dead one stays in its noise. */
const SPEECH_DB = -45;
const NOISE_DB = -65;
/** The line passes 8-bit A-law, so it loses little; much quieter than sent means a broken return path. */
const ECHO_LOSS_DB = 30;

export function judgeCheck(measure: CheckMeasure): CheckResult {
  const { microphoneDb, echoDb, leg } = measure;
  const microphone = microphoneDb >= SPEECH_DB ? 'good' : microphoneDb >= NOISE_DB ? 'quiet' : 'silent';
  const isBack = echoDb >= NOISE_DB && echoDb >= microphoneDb - ECHO_LOSS_DB;
  // Without speech there is no echo, which proves nothing.
  const echo = microphone === 'silent' ? 'unknown' : isBack ? 'heard' : 'notHeard';
  const network = leg === null ? 'unknown' : qualityWordOf(leg.mos);
  const isFit = microphone === 'good' && echo === 'heard' && (network === 'good' || network === 'fair');
  return { ...measure, microphone, echo, network, isFit };
}
