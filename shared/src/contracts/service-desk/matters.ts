/** Matters: what is open with a customer until somebody closes it. Its owner answers for it. */
import { z } from 'zod';
import { InstantMs } from '../instant.ts';
import { ownId, plainName } from '../plain-text.ts';
import { customerTiers } from '../customers/customers.ts';
import { matterKinds } from './open-matters.ts';
import { type Role, seatRoles } from '../../domain/roles.ts';

export const matterAudit = {
  matters: ['opened', 'noted', 'changed', 'handedOver', 'closed', 'reopened'],
} as const;

/** They open matters, and may own them. */
const matterWriters = [...seatRoles, 'supervisor', 'dispatcher'] as const;
export const matterAccess = {
  matters: [...matterWriters, 'qa', 'admin'],
  matterWriting: matterWriters,
  /** They may change what others own. */
  matterOversight: ['lead', 'supervisor', 'complaint_handler'],
} as const satisfies Record<string, readonly Role[]>;

export const matterStates = ['open', 'closed'] as const;
/** What a note is about; every change leaves one. */
export const matterNoteKinds = ['opened', 'noted', 'changed', 'handedOver', 'closed', 'reopened'] as const;

const text = z.string().trim().max(2000);
export const MatterEdit = z.object({
  kind: z.enum(matterKinds),
  title: plainName(128),
  /** When it should be settled; null: no due time. */
  dueAtMs: InstantMs.positive().nullable().default(null),
});
export type MatterEdit = z.output<typeof MatterEdit>;
export const OpenMatterBody = MatterEdit.extend({
  customerId: ownId(40).min(1),
  /** The call that it came up in. */
  callId: ownId(64).min(1).nullable().default(null),
  /** The owner; absent: whoever opens it. */
  ownerId: ownId(10).min(1).optional(),
  text: text.default(''),
});
export type OpenMatterBody = z.output<typeof OpenMatterBody>;
export const NoteMatter = z.object({ text: text.min(1) });
export const CloseMatter = z.object({ text: text.min(1) });
export const ReopenMatter = z.object({ text: text.min(1) });
export const HandOverMatter = z.object({ ownerId: ownId(10).min(1), text: text.default('') });

/** `mine`: open and owned by the reader; `overdue`: open past its due time. */
export const matterViews = ['mine', 'open', 'overdue', 'closed'] as const;
export const MatterQuery = z.object({
  view: z.enum(matterViews).default('open'),
  kind: z.enum(matterKinds).optional(),
  owner: ownId(10).optional(),
  customer: ownId(40).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export const Matter = z.object({
  matterId: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  tier: z.enum(customerTiers),
  kind: z.enum(matterKinds),
  title: z.string(),
  status: z.enum(matterStates),
  openedAtMs: z.number(),
  dueAtMs: z.number().nullable(),
  closedAtMs: z.number().nullable(),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  callId: z.string().nullable(),
});
export type Matter = z.infer<typeof Matter>;
export const MatterPage = z.object({
  matters: z.array(Matter),
  nextCursor: z.string().nullable(),
  /** Of all pages together. */
  total: z.number().int(),
});
export const MatterNote = z.object({
  noteId: z.string(),
  kind: z.enum(matterNoteKinds),
  text: z.string(),
  atMs: z.number(),
  employeeNo: z.string(),
  name: z.string().nullable(),
  /** The new owner, if it was handed over. */
  toId: z.string().nullable(),
  toName: z.string().nullable(),
});
export const matterActs = ['note', 'edit', 'handOver', 'settle', 'reopen'] as const;
export type MatterAct = (typeof matterActs)[number];
export const MatterDetail = Matter.extend({
  /** What the reader may do with it in its present state. */
  may: z.record(z.enum(matterActs), z.boolean()),
  /** Sent back with a change (`If-Match`), so that nobody overwrites another person's change. */
  revision: z.string(),
  /** The customer's file is masked for the reader, and the text of the notes left out. */
  isMasked: z.boolean(),
  /** The oldest first. */
  notes: z.array(MatterNote),
});
export type MatterDetail = z.infer<typeof MatterDetail>;
/** People to whom a matter can be handed over. */
export const MatterOwners = z.object({ owners: z.array(z.object({ employeeNo: z.string(), name: z.string() })) });
