import { z } from 'zod';
import { ownId, plainName } from '../plain-text.ts';
import { callDirections, callOutcomes } from '../../domain/call-state.ts';
import { confidentialities } from '../../domain/customer-access.ts';
import { type Role, seatRoles } from '../../domain/roles.ts';

export const customerAudit = {
  customers: ['added', 'changed', 'exported', 'imported', 'linked', 'merged', 'mergeUndone'],
} as const;

export const customerAccess = {
  customers: [...seatRoles, 'supervisor', 'qa', 'dispatcher', 'admin'],
  /** Roles that call customers back need their numbers; the others see them masked, and write no files. */
  customerNumbers: ['agent', 'lead', 'supervisor', 'complaint_handler', 'telesales', 'dispatcher'],
  /** Owner, confidentiality, duplicates. */
  customerKeeping: ['lead', 'supervisor', 'complaint_handler'],
  /** May export and import the files of all customers. */
  customerLists: ['supervisor', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

export const customerJobs = {
  /** Check an uploaded file of customers, or write what was checked, depending on its state. */
  importCustomers: z.object({ importId: z.string() }),
} as const;

export const customerTiers = ['ordinary', 'silver', 'gold', 'vip'] as const;
/** Other identifiers of a customer: the first two can be keyed in on a menu. */
export const referenceKinds = ['customerNumber', 'accountNumber', 'contract', 'equipment'] as const;

export const CustomerReference = z.object({
  kind: z.enum(referenceKinds),
  /** Letters and digits as printed; compared without spaces, dashes and case. */
  digits: z
    .string()
    .transform((text) => text.replaceAll(/[\s-]/g, '').toUpperCase())
    .pipe(z.string().regex(/^[0-9A-Z./]{1,30}$/)),
});

export const CustomerSummary = z.object({
  customerId: z.string(),
  name: z.string(),
  tier: z.enum(customerTiers),
  numbers: z.array(z.string()),
  tags: z.array(z.string()),
  confidentiality: z.enum(confidentialities),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  updatedAtMs: z.number(),
});
export type CustomerSummary = z.infer<typeof CustomerSummary>;

export const CustomerCard = CustomerSummary.extend({
  addresses: z.array(z.string()),
  references: z.array(z.object({ kind: z.enum(referenceKinds), digits: z.string() })),
  note: z.string(),
  createdAtMs: z.number(),
  /** False: numbers are masked, and addresses, note, references and notes of calls are left out. */
  isWhole: z.boolean(),
  lastCalls: z.array(
    z.object({
      callId: z.string(),
      arrivedAtMs: z.number(),
      outcome: z.string().nullable(),
      agentName: z.string().nullable(),
      category: z.string().nullable(),
      note: z.string(),
    }),
  ),
});
export type CustomerCard = z.infer<typeof CustomerCard>;

/**
 * `search`: beginning of a name, of its pinyin or of the initials of it, a whole number, the end of one (three digits
 * or more), or a whole reference. Without one: the files that were changed last.
 */
export const CustomerSearch = z.object({
  search: z.string().trim().max(64).optional(),
  tag: z.string().trim().min(1).max(32).optional(),
  owner: ownId(10).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const CustomerPage = z.object({ customers: z.array(CustomerSummary), nextCursor: z.string().nullable() });

export const CustomerEdit = z.object({
  name: plainName(),
  tier: z.enum(customerTiers),
  numbers: z.array(z.string().min(3).max(32)).min(1).max(10),
  addresses: z.array(z.string().trim().min(1).max(256)).max(10).default([]),
  tags: z.array(z.string().trim().min(1).max(32)).max(20).default([]),
  references: z.array(CustomerReference).max(20).default([]),
  note: z.string().max(2000).default(''),
  /** Absent: whoever opens a new file owns it, and a changed one keeps its owner. */
  ownerId: ownId(10).nullable().optional(),
  /** Absent: ordinary for a new file, unchanged for an existing one. */
  confidentiality: z.enum(confidentialities).optional(),
  /** When the file that the editor read was last changed; the edit is refused if somebody has changed it since. */
  updatedAtMs: z.number().int().optional(),
});
export type CustomerEdit = z.output<typeof CustomerEdit>;

/** One contact with a customer, newest first. */
export const CustomerContact = z.object({
  callId: z.string(),
  direction: z.enum(callDirections),
  arrivedAtMs: z.number(),
  outcome: z.enum(callOutcomes).nullable(),
  queueId: z.string().nullable(),
  queueName: z.string().nullable(),
  agentId: z.string().nullable(),
  agentName: z.string().nullable(),
  category: z.string().nullable(),
  result: z.string().nullable(),
  note: z.string(),
  talkMs: z.number().nullable(),
  hasVoicemail: z.boolean(),
});
export const ContactPage = z.object({ contacts: z.array(CustomerContact), nextCursor: z.string().nullable() });

/** `mergedId` is merged into `keptId`; what each held before is stored, so that the merge can be undone. */
export const CustomerMerge = z.object({
  mergeId: z.string(),
  keptId: z.string(),
  mergedId: z.string(),
  mergedName: z.string(),
  atMs: z.number(),
  by: z.string(),
  undoneAtMs: z.number().nullable(),
});
export const MergeCustomers = z.object({ mergedId: ownId(40).min(1) });
/** Files that probably belong to the same person: same name, and an address or the end of a number in common. */
export const LikelyDuplicates = z.object({
  customers: z.array(CustomerSummary.extend({ why: z.array(z.enum(['name', 'address', 'number'])) })),
});

/** How an import treats a number that another customer already has. */
export const knownNumberPolicies = ['skip', 'update'] as const;
/** Fault of a line: a code for the reason, and the column it concerns. */
export const importFaults = [
  'nameMissing',
  'tooLong',
  'noNumber',
  'numberUnreadable',
  'tierUnknown',
  'confidentialityUnknown',
  'ownerUnknown',
  'referenceUnreadable',
  'twiceInFile',
  'numberOfAnother',
  'referenceOfAnother',
  'numbersOfSeveral',
] as const;
export const ImportLine = z.object({
  /** Counted as in a spreadsheet: the headings are line 1. */
  line: z.number().int(),
  name: z.string(),
  fault: z.enum(importFaults),
  column: z.string(),
});
export type ImportLine = z.infer<typeof ImportLine>;
export const importStates = ['checking', 'checked', 'importing', 'done', 'failed', 'cancelled'] as const;
/** Why a whole file cannot be read. */
export const importFailures = [
  'unreadable',
  'noHeadings',
  'empty',
  'tooManyLines',
  'changedMeanwhile',
  'internal',
] as const;
export const CustomerImport = z.object({
  importId: z.string(),
  fileName: z.string(),
  state: z.enum(importStates),
  policy: z.enum(knownNumberPolicies),
  by: z.string(),
  atMs: z.number(),
  /** Lines below the headings, and how many of them the current step has processed. */
  lines: z.number().int(),
  linesDone: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  /** Their numbers are known already, and the policy is to leave those files alone. */
  skipped: z.number().int(),
  faulty: z.number().int(),
  failure: z.enum(importFailures).nullable(),
  /** The first thousand. */
  faults: z.array(ImportLine),
});
export type CustomerImport = z.infer<typeof CustomerImport>;
/** Maximum number of lines in a file. */
export const IMPORT_LINES = 100_000;
/** Largest file; the database still accepts a statement of twice this size. */
export const IMPORT_BYTES = 7_000_000;
