import { key, text, table } from '../table.ts';

/** A site whose pages may have the phone bar. */
export interface PhoneBarSiteRow {
  origin: string;
  name: string;
  /** Address of its page about a caller, with fields in braces; '' none. */
  popUrl: string;
}
export const PhoneBarSiteSchema = table<PhoneBarSiteRow>('phone_bar_sites', { origin: key, name: text, popUrl: text });
