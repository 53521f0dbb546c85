import type { customerTiers, referenceKinds } from '../../contracts/customers/customers.ts';
import type { Confidentiality } from '../../domain/customer-access.ts';
import { int, json, key, ms, text, textOrNull, table } from '../table.ts';

export interface CustomerRow {
  customerId: string;
  name: string;
  /** The name in letters and its initials: see name-in-letters.ts. */
  pinyin: string;
  initials: string;
  tier: (typeof customerTiers)[number];
  addresses: string[];
  /** Also in customer_tags, which finds by them. */
  tags: string[];
  note: string;
  /** Employee number of who answers for the customer: the first contact, unless given to somebody else. */
  ownerId: string | null;
  confidentiality: Confidentiality;
  /** The file that this one has become part of; such a file is shown nowhere. */
  mergedInto: string | null;
  createdAtMs: number;
  updatedAtMs: number;
}
export const CustomerSchema = table<CustomerRow>('customers', {
  customerId: key,
  name: text,
  pinyin: text,
  initials: text,
  tier: text,
  addresses: json,
  tags: json,
  note: text,
  ownerId: textOrNull,
  confidentiality: text,
  mergedInto: textOrNull,
  createdAtMs: ms,
  updatedAtMs: ms,
});

export interface CustomerTagRow {
  tag: string;
  pinyin: string;
  customerId: string;
}
export const CustomerTagSchema = table<CustomerTagRow>('customer_tags', { tag: key, pinyin: key, customerId: key });

export interface CustomerNumberRow {
  e164: string;
  customerId: string;
  /** Place in the file, from 0: the first is the one to call. */
  position: number;
  /** Digits backwards, so that "number ending in" is a prefix and uses an index. */
  reversed: string;
}
export const CustomerNumberSchema = table<CustomerNumberRow>('customer_numbers', {
  e164: key,
  customerId: text,
  position: int,
  reversed: text,
});

/** A number that names a customer: on a keypad, in a contract, on a machine. */
export interface CustomerReferenceRow {
  kind: (typeof referenceKinds)[number];
  digits: string;
  customerId: string;
}
export const CustomerReferenceSchema = table<CustomerReferenceRow>('customer_references', {
  kind: key,
  digits: key,
  customerId: text,
});
