/**
 * Menus: what callers hear and may press before they reach a queue. A menu is a tree of steps, edited as a draft,
 * published as a version that never changes; a call stays on the version it began with.
 */
import { z } from 'zod';
import { newId as id, plainName } from '../plain-text.ts';
import { SkillNeed } from './queues.ts';
import { OutsideNumber } from './overflow.ts';
import { CallLanguage } from './prompts.ts';

export const menuAudit = {
  menu: ['added', 'draftSaved', 'published', 'rolledBack', 'deleted'],
} as const;

export const menuErrors = {
  menuProblems: 409,
} as const;

const name = plainName();
const digit = z.string().regex(/^[0-9*#]$/);
const prompts = z.array(id).max(10).default([]);
const waitMs = z.number().int().min(1000).max(30_000);

/** Where a caller goes next. */
export const MenuTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), stepId: id }),
  z.object({
    kind: z.literal('queue'),
    queueId: id,
    /** Null: the queue's own. */
    priority: z.number().int().min(0).max(9).nullable().default(null),
    /** Beside the queue's own. */
    needs: z.array(SkillNeed).max(5).default([]),
  }),
  /** As if the caller had dialled this hotline of the center. */
  z.object({
    kind: z.literal('number'),
    number: z
      .string()
      .max(20)
      .regex(/^\+?\d{1,20}$/),
  }),
  /**
   * Any outside number, dialled through the trunk; if it does not answer, the caller goes to the menu's fallback queue.
   */
  z.object({ kind: z.literal('outside'), number: OutsideNumber }),
  z.object({ kind: z.literal('hangUp'), prompts }),
  /** Repeats the step, as long as it has rounds left. */
  z.object({ kind: z.literal('repeat') }),
]);
export type MenuTarget = z.infer<typeof MenuTarget>;

const step = { stepId: id, name, prompts };
const asking = {
  ...step,
  /** Silence that ends a round, counted from the end of the prompts. */
  timeoutMs: waitMs.default(6000),
  /** How often the step is played in all. */
  rounds: z.number().int().min(1).max(9).default(3),
  /** Played before the step is repeated after an invalid key. */
  wrongKeyPrompts: prompts,
  /** Where callers go when the rounds are used up. */
  otherwise: MenuTarget,
};
export const collectedKinds = ['customerNumber', 'accountNumber'] as const;
export const MenuStep = z.discriminatedUnion('kind', [
  z.object({ ...step, kind: z.literal('say'), next: MenuTarget }),
  z.object({
    ...asking,
    kind: z.literal('choice'),
    choices: z.array(z.object({ digit, label: z.string().trim().max(64).default(''), to: MenuTarget })).max(12),
  }),
  z.object({
    ...asking,
    kind: z.literal('collect'),
    what: z.enum(collectedKinds),
    minLength: z.number().int().min(1).max(30).default(4),
    maxLength: z.number().int().min(1).max(30).default(12),
    /** Key that ends the input; '': only the length or the pause does. */
    terminator: z.enum(['#', '*', '']).default('#'),
    /** Pause between two digits that ends the input. */
    nextDigitMs: waitMs.default(4000),
    next: MenuTarget,
  }),
  z.object({
    ...asking,
    kind: z.literal('language'),
    choices: z
      .array(
        z.object({
          digit,
          language: CallLanguage,
          /** Skill that seats must then have, e.g. english at level 3. */
          need: SkillNeed.nullable().default(null),
        }),
      )
      .max(12),
    next: MenuTarget,
  }),
]);
export type MenuStep = z.infer<typeof MenuStep>;

export const MenuTree = z.object({
  /** The first is used until the caller chooses another. */
  languages: z.array(CallLanguage).min(1).max(2),
  firstStep: id,
  steps: z.array(MenuStep).min(1).max(60),
  /** Queue for callers whom the menu cannot serve: too many rounds in all. */
  fallbackQueueId: id,
});
export type MenuTree = z.infer<typeof MenuTree>;

/** What a published version plays: pinned, so that a new recording changes nothing until the next publication. */
export const PinnedPrompts = z.record(
  z.string(),
  z.partialRecord(CallLanguage, z.object({ version: z.number().int(), file: z.string() })),
);
export type PinnedPrompts = z.infer<typeof PinnedPrompts>;

export const menuProblemCodes = [
  'doubleStep',
  'unknownStep',
  'unreachable',
  'nothingSaid',
  'noChoice',
  'doubleDigit',
  'noWayOut',
  'endless',
  'tooDeep',
  'promptUnknown',
  'promptNotInLanguage',
  'queueUnknown',
  'queueInactive',
  'numberUnknown',
  'numberIsThisMenu',
  'skillUnknown',
  'languageNotOffered',
  'doubleLanguage',
  'lengthsCrossed',
] as const;
export const MenuProblem = z.object({
  /** '' when it is the whole menu's. */
  stepId: z.string(),
  /** Path inside the step, e.g. `choices.0.to`. */
  field: z.string(),
  code: z.enum(menuProblemCodes),
  /** The id, digit or language it is about. */
  what: z.string(),
});
export type MenuProblem = z.infer<typeof MenuProblem>;

/** What a menu may refer to. */
export const MenuFacts = z.object({
  queues: z.array(z.object({ queueId: z.string(), name: z.string(), nameEn: z.string(), isActive: z.boolean() })),
  hotlines: z.array(z.object({ number: z.string(), name: z.string(), menu: z.string().nullable() })),
  skills: z.array(z.object({ skillId: z.string(), name: z.string(), nameEn: z.string() })),
  prompts: z.array(
    z.object({ promptId: z.string(), name: z.string(), nameEn: z.string(), languages: z.array(CallLanguage) }),
  ),
});
export type MenuFacts = z.infer<typeof MenuFacts>;

export const MenuName = z.object({ menuId: id, name, nameEn: name });
export const MenuSummary = MenuName.extend({
  /** Null: never published. */
  publishedVersion: z.number().int().nullable(),
  /** The draft differs from what is published. */
  hasChanges: z.boolean(),
  hotlines: z.array(z.string()),
});
export type MenuSummary = z.infer<typeof MenuSummary>;
export const MenuVersionSummary = z.object({
  version: z.number().int(),
  publishedAtMs: z.number(),
  publishedBy: z.string(),
  note: z.string(),
  /** The version whose tree this one restored. */
  rolledBackTo: z.number().int().nullable(),
});
export const MenuDetail = MenuSummary.extend({
  draft: MenuTree,
  /** Changes with each saved draft; a writer sends back the one it read. */
  draftRevision: z.number().int(),
  /** Newest first. */
  versions: z.array(MenuVersionSummary),
  problems: z.array(MenuProblem),
});
export type MenuDetail = z.infer<typeof MenuDetail>;
export const MenuVersion = MenuVersionSummary.extend({ tree: MenuTree, prompts: PinnedPrompts });
export const MenuDraftEdit = z.object({ draftRevision: z.number().int(), name, nameEn: name, tree: MenuTree });
export const MenuPublish = z.object({ draftRevision: z.number().int(), note: z.string().trim().max(200).default('') });
export const MenuRollBack = z.object({
  version: z.number().int().min(1),
  note: z.string().trim().max(200).default(''),
});

/** One difference between two trees; an added or removed step is one difference as a whole. */
export const MenuDifference = z.object({
  /** '' for the menu itself. */
  stepId: z.string(),
  field: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type MenuDifference = z.infer<typeof MenuDifference>;
