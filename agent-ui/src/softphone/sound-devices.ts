/** What a device is used for; the ringer is heard in the room, the speaker on the head. */
export type DeviceUse = 'microphone' | 'speaker' | 'ringer';
/** Device ids; '' for the system's choice. */
export type DeviceChoice = Record<DeviceUse, string>;
export interface SoundDevice {
  deviceId: string;
  label: string;
}

const storageKey = 'sansheng.devices';

/** As last chosen in this browser. */
export function loadDeviceChoice(): DeviceChoice {
  let saved: Partial<DeviceChoice> = {};
  try {
    saved = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<DeviceChoice>;
  } catch {
    // Not written by us: treated as if nothing had been chosen.
  }
  return { microphone: saved.microphone ?? '', speaker: saved.speaker ?? '', ringer: saved.ringer ?? '' };
}

export function saveDeviceChoice(choice: DeviceChoice): void {
  localStorage.setItem(storageKey, JSON.stringify(choice));
}

/** What is plugged in. Browsers name devices only once the microphone has been allowed. */
export async function listSoundDevices(): Promise<{ inputs: SoundDevice[]; outputs: SoundDevice[] }> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  const of = (kind: MediaDeviceKind) =>
    all
      // Chromium lists the system's own choice once more under these names.
      .filter((one) => one.kind === kind && !['', 'default', 'communications'].includes(one.deviceId))
      .map(({ deviceId, label }) => ({ deviceId, label }));
  return { inputs: of('audioinput'), outputs: of('audiooutput') };
}

/** Plays on this device, or on the system's if it cannot be chosen or is gone. */
export async function setSink(output: HTMLMediaElement | AudioContext, deviceId: string): Promise<void> {
  // Not every browser has it, and the types know it only for elements.
  const sink = output as { setSinkId?(deviceId: string): Promise<void> };
  try {
    await sink.setSinkId?.(deviceId);
  } catch {
    await sink.setSinkId?.('').catch(() => undefined);
  }
}
