import { createHeadsetButtons, type HeadsetAct, type HeadsetCall } from './headset-buttons.ts';
import { findTelephonyFields, lightReports, TELEPHONY_PAGE, type TelephonyFields } from './telephony-fields.ts';
import { type HidDevice, type HidInputReportEvent, webHid } from './web-hid.ts';

export interface HeadsetState {
  call: HeadsetCall;
  isMuted: boolean;
}

/**
 * The buttons and lights of a USB headset. A person permits a device once by a click; afterwards it is found
 * automatically, even when it is plugged in later.
 */
export class Headset {
  readonly #onAct: (act: HeadsetAct) => void;
  readonly #onName: (name: string | null) => void;
  #device: HidDevice | null = null;
  #fields: TelephonyFields | null = null;
  #buttons: ReturnType<typeof createHeadsetButtons> | null = null;
  #state: HeadsetState = { call: 'idle', isMuted: false };

  /** `onName`: the headset in use, null if none. */
  constructor(onAct: (act: HeadsetAct) => void, onName: (name: string | null) => void) {
    this.#onAct = onAct;
    this.#onName = onName;
    webHid()?.addEventListener('connect', this.#find);
    webHid()?.addEventListener('disconnect', this.#onDisconnect);
    void this.#find();
  }

  /** Lets the user choose a headset; only inside a click. */
  async ask(): Promise<void> {
    const devices = (await webHid()?.requestDevice({ filters: [{ usagePage: TELEPHONY_PAGE }] })) ?? [];
    for (const device of devices) if (await this.#use(device)) return;
  }

  /** Shows on the lights what the seat does. */
  show(state: HeadsetState): void {
    if (state.call === this.#state.call && state.isMuted === this.#state.isMuted) return;
    this.#state = state;
    this.#light();
  }

  close(): void {
    webHid()?.removeEventListener('connect', this.#find);
    webHid()?.removeEventListener('disconnect', this.#onDisconnect);
    this.show({ call: 'idle', isMuted: false });
    this.#device?.removeEventListener('inputreport', this.#onReport);
    void this.#device?.close();
    this.#device = null;
  }

  #find = async (): Promise<void> => {
    if (this.#device !== null) return;
    for (const device of (await webHid()?.getDevices()) ?? []) if (await this.#use(device)) return;
  };

  async #use(device: HidDevice): Promise<boolean> {
    const fields = findTelephonyFields(device.collections);
    if (fields.inputs.hookSwitch === undefined && fields.inputs.phoneMute === undefined) return false;
    try {
      if (!device.opened) await device.open();
    } catch {
      // In use by another program, or not permitted by the system: treated as absent.
      return false;
    }
    this.#device?.removeEventListener('inputreport', this.#onReport);
    this.#device = device;
    this.#fields = fields;
    this.#buttons = createHeadsetButtons(fields);
    device.addEventListener('inputreport', this.#onReport);
    this.#light();
    this.#onName(device.productName);
    return true;
  }

  #onReport = (event: Event): void => {
    const { reportId, data } = event as HidInputReportEvent;
    const act = this.#buttons?.(reportId, data, this.#state.call);
    if (act) this.#onAct(act);
  };

  #onDisconnect = (event: Event): void => {
    if ((event as Event & { device?: HidDevice }).device !== this.#device) return;
    this.#device = null;
    this.#fields = null;
    this.#onName(null);
  };

  #light(): void {
    if (this.#device === null || this.#fields === null) return;
    const { call, isMuted } = this.#state;
    const lit = {
      ringLight: call === 'ringing',
      offHookLight: call === 'talking',
      muteLight: call === 'talking' && isMuted,
    };
    for (const [reportId, bytes] of lightReports(this.#fields, lit)) {
      // A headset that was unplugged in the meantime needs no lights.
      void this.#device.sendReport(reportId, bytes).catch(() => undefined);
    }
  }
}
