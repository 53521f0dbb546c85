import { z } from 'zod';
import { roles } from '../domain/roles.ts';
import { EmployeeNo } from './sign-in.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const name = z.string().trim().min(1).max(64);

export const AccountEdit = z.object({
  employeeNo: EmployeeNo,
  name,
  roles: z.array(z.enum(roles)).min(1),
  teamId: z.string().nullable(),
  isActive: z.boolean().default(true),
  /** Required for a new account; absent keeps the old one. */
  password: z.string().min(10).max(200).optional(),
});
export const Account = AccountEdit.omit({ password: true });
export const Team = z.object({ teamId: id, name });
export const QueueEdit = z.object({
  queueId: id,
  name,
  nameEn: name,
  policy: z.enum(['ring-first', 'answer-first']).default('ring-first'),
  /** Rings one seat gets before the call goes to the next. */
  ringsPerOffer: z.number().int().min(1).max(10).default(3),
  /** 0: no limit, wrap-up lasts until it is done. */
  wrapUpLimitSeconds: z.number().int().min(0).max(3600).default(60),
  /** 0 (lowest) to 9; a call of a higher priority goes first. */
  priority: z.number().int().min(0).max(9).default(5),
  /** Callers waiting at most; further ones are told the lines are busy. */
  sizeLimit: z.number().int().min(1).max(10_000).default(500),
  serviceLevelSeconds: z.number().int().min(1).max(600).default(20),
  isActive: z.boolean().default(true),
});
export type QueueEdit = z.infer<typeof QueueEdit>;
/** Employee numbers of a queue's members, replacing those before. */
export const QueueMembers = z.object({ members: z.array(EmployeeNo).max(5000) });
export const Hotline = z.object({ number: z.string().regex(/^\d{1,20}$/), name, queueId: z.string() });
export const NotReadyReason = z.object({ reasonId: id, name, nameEn: name, isActive: z.boolean().default(true) });
export const WrapUpCategory = z.object({
  categoryId: id,
  name,
  nameEn: name,
  parentId: id.nullable(),
  isActive: z.boolean().default(true),
});
export const AuditEntry = z.object({
  auditId: z.string(),
  atMs: z.number(),
  employeeNo: z.string(),
  action: z.string(),
  target: z.string(),
  address: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
