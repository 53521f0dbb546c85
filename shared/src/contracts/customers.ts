import { z } from 'zod';

export const customerTiers = ['ordinary', 'silver', 'gold', 'vip'] as const;
export const matterKinds = ['complaint', 'workOrder', 'callback', 'memo', 'enquiry'] as const;

export const OpenMatter = z.object({
  matterId: z.string(),
  kind: z.enum(matterKinds),
  title: z.string(),
  openedAtMs: z.number(),
  dueAtMs: z.number().nullable(),
  ownerName: z.string().nullable(),
});
export const CustomerCard = z.object({
  customerId: z.string(),
  name: z.string(),
  tier: z.enum(customerTiers),
  numbers: z.array(z.string()),
  address: z.string(),
  tags: z.array(z.string()),
  note: z.string(),
  openMatters: z.array(OpenMatter),
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

export const CustomerSummary = CustomerCard.pick({ customerId: true, name: true, tier: true, numbers: true });
export const CustomerSearch = z.object({
  search: z.string().trim().min(1).max(64),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const CustomerEdit = z.object({
  name: z.string().trim().min(1).max(64),
  tier: z.enum(customerTiers),
  numbers: z.array(z.string().min(3).max(32)).min(1).max(10),
  address: z.string().max(256).default(''),
  tags: z.array(z.string().min(1).max(32)).max(20).default([]),
  note: z.string().max(2000).default(''),
});
