import type { HidCollection, HidReport, HidReportItem } from './web-hid.ts';

/** USB HID Usage Tables: page 0x0B telephony, page 0x08 LEDs, as the upper half of a usage. */
export const TELEPHONY_PAGE = 0x0b;
export const usages = {
  hookSwitch: 0x0b0020,
  phoneMute: 0x0b002f,
  muteLight: 0x080009,
  offHookLight: 0x080017,
  ringLight: 0x080018,
} as const;
export type Usage = keyof typeof usages;

/** Where one usage stands in a report. */
export interface BitField {
  reportId: number;
  bit: number;
  size: number;
  /** The value is a state; otherwise each 1 is a press. */
  isAbsolute: boolean;
  /** For an array field: the value that represents the usage. Null: the bit itself is the usage. */
  value: number | null;
}
export interface TelephonyFields {
  inputs: Partial<Record<Usage, BitField>>;
  outputs: Partial<Record<Usage, BitField>>;
  /** Bytes of each output report. */
  outputBytes: Map<number, number>;
}

/** Finds hook switch, mute and the lights in the description of a device. Pure. */
export function findTelephonyFields(collections: readonly HidCollection[]): TelephonyFields {
  const found: TelephonyFields = { inputs: {}, outputs: {}, outputBytes: new Map() };
  for (const collection of collections) {
    if (collection.usagePage !== TELEPHONY_PAGE) continue;
    for (const report of collection.inputReports ?? []) readReport(report, found.inputs);
    for (const report of collection.outputReports ?? []) {
      const bits = readReport(report, found.outputs);
      found.outputBytes.set(report.reportId ?? 0, Math.ceil(bits / 8));
    }
  }
  return found;
}

/** Notes the fields of a report, the first of each usage; returns its length in bits. */
function readReport({ reportId = 0, items = [] }: HidReport, fields: Partial<Record<Usage, BitField>>): number {
  let bit = 0;
  for (const item of items) {
    const { reportSize: size = 0, reportCount = 0, isAbsolute = true } = item;
    // Judged by its usages: padding has none, and some devices declare their buttons constant.
    const listed = usagesOf(item);
    for (const [name, usage] of Object.entries(usages) as [Usage, number][]) {
      const index = listed.indexOf(usage);
      if (index < 0 || fields[name] !== undefined) continue;
      if (item.isArray) {
        fields[name] = { reportId, bit, size, isAbsolute, value: (item.logicalMinimum ?? 0) + index };
      } else if (index < reportCount) {
        fields[name] = { reportId, bit: bit + index * size, size, isAbsolute, value: null };
      }
    }
    bit += size * reportCount;
  }
  return bit;
}

function usagesOf({ isRange, usages: listed = [], usageMinimum = 0, usageMaximum = -1 }: HidReportItem): number[] {
  if (!isRange) return listed;
  return Array.from({ length: Math.max(0, usageMaximum - usageMinimum + 1) }, (_, i) => usageMinimum + i);
}

/** Is the usage on in this report? Undefined when the report does not carry it. Bits count from the lowest of each byte. */
export function readField(field: BitField | undefined, reportId: number, data: DataView): boolean | undefined {
  if (field === undefined || field.reportId !== reportId) return undefined;
  let value = 0;
  for (let i = 0; i < field.size; i += 1) {
    const bit = field.bit + i;
    if (bit >= data.byteLength * 8) return undefined;
    if ((data.getUint8(bit >> 3) >> (bit & 7)) & 1) value |= 1 << i;
  }
  return field.value === null ? value !== 0 : value === field.value;
}

/** The output reports, whole, that show these lights: a report is always sent with all its bits. */
export function lightReports(
  { outputs, outputBytes }: TelephonyFields,
  lit: Partial<Record<Usage, boolean>>,
): Map<number, Uint8Array<ArrayBuffer>> {
  const reports = new Map<number, Uint8Array<ArrayBuffer>>();
  for (const [name, field] of Object.entries(outputs) as [Usage, BitField][]) {
    const bytes = reports.get(field.reportId) ?? new Uint8Array(outputBytes.get(field.reportId) ?? 1);
    reports.set(field.reportId, bytes);
    if (lit[name] !== true) continue;
    const at = field.bit >> 3;
    bytes[at] = (bytes[at] ?? 0) | (1 << (field.bit & 7));
  }
  return reports;
}
