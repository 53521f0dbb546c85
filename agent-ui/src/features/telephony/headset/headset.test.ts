import { describe, expect, it } from 'vitest';
import { createHeadsetButtons, type HeadsetCall } from './headset-buttons.ts';
import { findTelephonyFields, lightReports } from './telephony-fields.ts';
import type { HidCollection, HidReport, HidReportItem } from './web-hid.ts';

/** Anker PowerConf (291a:3301), its consumer and telephony parts. */
const powerConf = `05 0c 09 01 a1 01 85 01 15 00 25 01 09 e9 09 ea 09 e2 09 cd 09 b5 09 b6 09 b3 09 b7 75 01 95 08 81 42 c0
  05 0b 09 05 a1 01 85 02 05 0b 15 00 25 01 09 20 09 97 75 01 95 02 81 23 09 2f 09 21 09 70 09 50 75 01 95 04 81 07
  05 08 09 17 09 09 09 18 09 20 09 21 75 01 95 05 91 22 95 03 91 03 c0`;
/** The telephony part of a headset whose keypad lies between mute and the button, with a ringer outside the lights' page. */
const withKeypad = `05 0b 09 05 a1 01 85 02 05 0b 15 00 25 01 09 20 09 97 75 01 95 02 81 22 09 2f 09 21 09 70 09 50
  75 01 95 04 81 06 09 06 a1 02 19 b0 29 bb 15 00 25 0c 75 04 95 01 81 40 c0 09 07 15 00 25 01 05 09 75 01 95 01 81 02
  75 01 95 05 81 01 05 08 15 00 25 01 09 17 09 09 09 18 09 20 09 21 75 01 95 05 91 22 05 0b 15 00 25 01 09 9e 75 01
  95 01 91 22 75 01 95 0a 91 01 c0`;
/** One that has a report for each of its lights. */
const reportPerLight = `05 0b 09 05 a1 01 85 08 15 00 25 01 09 20 75 01 95 01 81 22 09 97 75 01 95 01 81 22 09 2b 75 01
  95 01 81 22 09 2a 75 01 95 01 81 22 09 2f 75 01 95 01 81 06 09 21 75 01 95 01 81 06 09 24 75 01 95 01 81 06 09 07 05 09
  09 01 75 01 95 01 81 02 05 08 85 09 09 09 95 01 91 22 95 07 91 01 85 17 09 17 95 01 91 22 95 07 91 01 85 18 09 18
  95 01 91 22 95 07 91 01 85 20 09 20 95 01 91 22 95 07 91 01 c0`;

describe('the description of a device', () => {
  it('names hook switch, mute and lights with their bits', () => {
    expect(findTelephonyFields(describeAsBrowser(withKeypad))).toMatchObject({
      inputs: { hookSwitch: { reportId: 2, bit: 0, isAbsolute: true }, phoneMute: { bit: 2, isAbsolute: false } },
      outputs: { offHookLight: { reportId: 2, bit: 0 }, muteLight: { bit: 1 }, ringLight: { bit: 2 } },
      outputBytes: new Map([[2, 2]]),
    });
    expect(findTelephonyFields(describeAsBrowser(reportPerLight))).toMatchObject({
      inputs: { hookSwitch: { reportId: 8, bit: 0 }, phoneMute: { reportId: 8, bit: 4 } },
      outputs: { offHookLight: { reportId: 0x17 }, muteLight: { reportId: 9 }, ringLight: { reportId: 0x18 } },
    });
  });
  it('is judged by its usages, even if it declares its buttons constant', () => {
    expect(findTelephonyFields(describeAsBrowser(powerConf))).toMatchObject({
      inputs: { hookSwitch: { reportId: 2, bit: 0, isAbsolute: true }, phoneMute: { bit: 2, isAbsolute: false } },
      outputs: { offHookLight: { reportId: 2, bit: 0 }, ringLight: { bit: 2 } },
    });
  });
  it('is useless without a telephony part', () => {
    const mouse = '05 01 09 02 a1 01 05 09 19 01 29 03 15 00 25 01 75 01 95 03 81 02 c0';
    expect(findTelephonyFields(describeAsBrowser(mouse))).toMatchObject({ inputs: {}, outputs: {} });
  });
});

describe('the lights', () => {
  it('are sent with the whole report, or with a report each', () => {
    const lit = { offHookLight: true, muteLight: true, ringLight: false };
    expect(lightReports(findTelephonyFields(describeAsBrowser(withKeypad)), lit)).toEqual(
      new Map([[2, Uint8Array.of(0b11, 0)]]),
    );
    expect(lightReports(findTelephonyFields(describeAsBrowser(reportPerLight)), lit)).toEqual(
      new Map([
        [0x09, Uint8Array.of(1)],
        [0x17, Uint8Array.of(1)],
        [0x18, Uint8Array.of(0)],
      ]),
    );
  });
});

describe('the buttons', () => {
  const press = (descriptor: string, reportId: number) => {
    const buttons = createHeadsetButtons(findTelephonyFields(describeAsBrowser(descriptor)));
    return (bits: number, call: HeadsetCall, id = reportId) =>
      buttons(id, new DataView(Uint8Array.of(bits, 0, 0).buffer), call);
  };
  it('answer, hang up and mute, and do nothing else', () => {
    const report = press(withKeypad, 2);
    expect(report(0b001, 'ringing')).toBe('answer');
    expect(report(0b001, 'talking'), 'the same again').toBeNull();
    expect(report(0b101, 'talking')).toBe('mute');
    expect(report(0b001, 'talking'), 'let go').toBeNull();
    expect(report(0b101, 'talking')).toBe('mute');
    expect(report(0b001, 'talking')).toBeNull();
    expect(report(0b111, 'talking', 1), 'a report of another part').toBeNull();
    expect(report(0b000, 'talking')).toBe('hangUp');
    expect(report(0b001, 'idle')).toBeNull();
    expect(report(0b101, 'idle')).toBeNull();
  });
  it('mean nothing when a headset echoes the light that was set', () => {
    const report = press(reportPerLight, 8);
    expect(report(0b1, 'talking'), 'answered by the mouse').toBeNull();
    expect(report(0b0, 'idle'), 'the customer hung up').toBeNull();
  });
  it('that only report presses mean what the moment allows', () => {
    const relative = '05 0b 09 05 a1 01 15 00 25 01 09 20 09 2f 75 01 95 02 81 06 95 06 81 01 c0';
    const report = press(relative, 0);
    expect(report(0b1, 'ringing')).toBe('answer');
    expect(report(0b0, 'talking')).toBeNull();
    expect(report(0b1, 'talking')).toBe('hangUp');
  });
  it('are found in an array field, too', () => {
    const array = '05 0b 09 05 a1 01 15 01 25 02 75 08 95 01 09 20 09 2f 81 00 c0';
    const report = press(array, 0);
    expect(report(1, 'ringing')).toBe('answer');
    expect(report(2, 'talking')).toBe('hangUp');
  });
});

/** Reads a report descriptor (USB HID 1.11, 6.2.2) into what Chromium hands to a page. Short items are all there are here. */
function describeAsBrowser(hex: string): HidCollection[] {
  const bytes = hex
    .trim()
    .split(/\s+/)
    .map((byte) => Number.parseInt(byte, 16));
  const collections: HidCollection[] = [];
  let depth = 0;
  let current: HidCollection | null = null;
  const global = { page: 0, reportId: 0, size: 0, count: 0, logicalMinimum: 0 };
  let local: { usages: number[]; minimum?: number; maximum?: number } = { usages: [] };
  const add = (reports: HidReport[], flags: number) => {
    let report = reports.find((one) => one.reportId === global.reportId);
    if (report === undefined) reports.push((report = { reportId: global.reportId, items: [] }));
    const isRange = local.minimum !== undefined;
    const item: HidReportItem = {
      isArray: (flags & 2) === 0,
      isAbsolute: (flags & 4) === 0,
      isRange,
      reportSize: global.size,
      reportCount: global.count,
      logicalMinimum: global.logicalMinimum,
      ...(isRange ? { usageMinimum: local.minimum ?? 0, usageMaximum: local.maximum ?? 0 } : { usages: local.usages }),
    };
    report.items?.push(item);
  };
  for (let i = 0; i < bytes.length; ) {
    const prefix = bytes[i] ?? 0;
    const size = [0, 1, 2, 4][prefix & 3] ?? 0;
    const value = bytes.slice(i + 1, i + 1 + size).reduce((sum, byte, at) => sum + byte * 256 ** at, 0);
    i += 1 + size;
    const usage = () => global.page * 65_536 + value;
    switch (prefix & 0xfc) {
      case 0x04:
        global.page = value;
        break;
      case 0x14:
        global.logicalMinimum = value;
        break;
      case 0x74:
        global.size = value;
        break;
      case 0x84:
        global.reportId = value;
        break;
      case 0x94:
        global.count = value;
        break;
      case 0x08:
        local.usages.push(usage());
        break;
      case 0x18:
        local.minimum = usage();
        break;
      case 0x28:
        local.maximum = usage();
        break;
      case 0xa0:
        if (depth++ === 0)
          collections.push((current = { usagePage: global.page, inputReports: [], outputReports: [] }));
        local = { usages: [] };
        break;
      case 0xc0:
        depth -= 1;
        break;
      case 0x80:
        add(current?.inputReports ?? [], value);
        local = { usages: [] };
        break;
      case 0x90:
        add(current?.outputReports ?? [], value);
        local = { usages: [] };
        break;
    }
  }
  return collections;
}
