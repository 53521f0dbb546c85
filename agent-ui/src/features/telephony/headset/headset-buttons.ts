import { readField, type TelephonyFields } from './telephony-fields.ts';

/** What the seat is doing, as far as a headset is concerned. */
export type HeadsetCall = 'idle' | 'ringing' | 'talking';
export type HeadsetAct = 'answer' | 'hangUp' | 'mute';

/**
 * Turns the reports of one headset into its wearer's wishes. A hook switch that reports its state means "answer" when
 * it goes up while ringing and "hang up" when it goes down in a call; many headsets also echo it when their light is
 * set, which means nothing. One that only reports presses means whatever the moment allows.
 */
export function createHeadsetButtons(fields: TelephonyFields) {
  const { hookSwitch, phoneMute } = fields.inputs;
  let was = { hook: false, mute: false };

  return (reportId: number, data: DataView, call: HeadsetCall): HeadsetAct | null => {
    const hook = readField(hookSwitch, reportId, data);
    const mute = readField(phoneMute, reportId, data);
    const before = was;
    was = { hook: hook ?? before.hook, mute: mute ?? before.mute };
    if (hook !== undefined && hook !== before.hook) {
      if (hookSwitch?.isAbsolute === false) {
        if (hook && call !== 'idle') return call === 'ringing' ? 'answer' : 'hangUp';
      } else if (hook && call === 'ringing') return 'answer';
      else if (!hook && call === 'talking') return 'hangUp';
    }
    if (mute !== undefined && mute !== before.mute && call === 'talking') {
      // A press is a 1 that goes away again; a switch that stays reports both positions.
      if (mute || phoneMute?.isAbsolute !== false) return 'mute';
    }
    return null;
  };
}
