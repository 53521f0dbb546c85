/** The part of WebHID that is used here; only Chromium has it, and TypeScript's library does not know it. */
export interface HidReportItem {
  isAbsolute?: boolean;
  isArray?: boolean;
  isRange?: boolean;
  /** Usage page in the upper 16 bits. */
  usages?: number[];
  usageMinimum?: number;
  usageMaximum?: number;
  logicalMinimum?: number;
  reportSize?: number;
  reportCount?: number;
}
export interface HidReport {
  reportId?: number;
  /** In the order of their bits. */
  items?: HidReportItem[];
}
/** A top-level collection has the items of those inside it, too. */
export interface HidCollection {
  usagePage?: number;
  inputReports?: HidReport[];
  outputReports?: HidReport[];
}
export interface HidInputReportEvent extends Event {
  reportId: number;
  data: DataView;
}
export interface HidDevice extends EventTarget {
  opened: boolean;
  productName: string;
  collections: HidCollection[];
  open(): Promise<void>;
  close(): Promise<void>;
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>;
}
interface Hid extends EventTarget {
  getDevices(): Promise<HidDevice[]>;
  requestDevice(options: { filters: { usagePage: number }[] }): Promise<HidDevice[]>;
}

/** Null where the browser has none, or the page is not served securely. */
export function webHid(): Hid | null {
  return (navigator as Navigator & { hid?: Hid }).hid ?? null;
}
