/** What a seat reads while it talks: the script of its queue, and the articles. */
import { z } from 'zod';
import { newId, ownId, plainName } from '../plain-text.ts';
import type { Role } from '../../domain/roles.ts';
import { settingDeeds } from '../settings/audit.ts';

export const knowledgeAudit = {
  article: settingDeeds,
  script: settingDeeds,
} as const;

export const knowledgeAccess = {
  articles: ['admin', 'info_desk', 'supervisor', 'lead'],
  articleWriting: ['admin', 'info_desk'],
  scripts: ['admin', 'supervisor', 'lead'],
  scriptWriting: ['admin', 'lead'],
} as const satisfies Record<string, readonly Role[]>;

/** `{customer}`, `{seat}` and `{queue}` stand for the names. Empty: the words that come with the product. */
const ScriptText = z.string().trim().max(1000).default('');
export const CallScript = z.object({
  queueId: ownId(40).min(1),
  ordinary: ScriptText,
  returningCustomer: ScriptText,
  holiday: ScriptText,
});
export type CallScript = z.infer<typeof CallScript>;
export const CallScripts = z.object({
  /** Today's public holiday, else null. */
  holiday: z.object({ name: z.string(), nameEn: z.string() }).nullable(),
  scripts: z.array(CallScript),
});
export type CallScripts = z.infer<typeof CallScripts>;

export const ArticleEdit = z.object({
  articleId: newId,
  title: plainName(200),
  /** Other words that people search by. */
  keywords: z.string().trim().max(400).default(''),
  body: z.string().trim().min(1).max(10_000),
  isActive: z.boolean().default(true),
});
export const Article = ArticleEdit.extend({ updatedBy: z.string(), updatedAtMs: z.number() });
export type Article = z.infer<typeof Article>;
export const ArticleQuery = z.object({
  /** Words, all of which must occur; absent: the newest. */
  search: z.string().trim().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const ArticlePage = z.object({ articles: z.array(Article) });
