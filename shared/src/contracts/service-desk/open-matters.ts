/** What is open with a customer, as the customer's card shows it. */
import { z } from 'zod';

export const matterKinds = ['complaint', 'workOrder', 'callback', 'memo', 'enquiry'] as const;

export const OpenMatter = z.object({
  matterId: z.string(),
  kind: z.enum(matterKinds),
  title: z.string(),
  openedAtMs: z.number(),
  dueAtMs: z.number().nullable(),
  ownerName: z.string().nullable(),
});
