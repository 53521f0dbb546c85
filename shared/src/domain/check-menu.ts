import type {
  MenuDifference,
  MenuFacts,
  MenuProblem,
  MenuStep,
  MenuTarget,
  MenuTree,
} from '../contracts/telephony/menu.ts';

/** Deepest level that a menu may have; nobody listens to more. */
export const MENU_DEPTH = 8;

interface Way {
  field: string;
  to: MenuTarget;
  /** Taken without a key: the rounds are used up, or there is nothing to press. */
  isByItself: boolean;
}

/** All ways that lead out of a step. */
export function waysOf(step: MenuStep): Way[] {
  if (step.kind === 'say') return [{ field: 'next', to: step.next, isByItself: true }];
  const otherwise: Way = { field: 'otherwise', to: step.otherwise, isByItself: true };
  if (step.kind === 'choice') {
    return [...step.choices.map(({ to }, i) => ({ field: `choices.${i}.to`, to, isByItself: false })), otherwise];
  }
  return [{ field: 'next', to: step.next, isByItself: false }, otherwise];
}

/** Prompts of a step with the field that names them. */
export function promptsOf(step: MenuStep): { field: string; promptId: string }[] {
  const said = (field: string, ids: readonly string[]) =>
    ids.map((promptId, i) => ({ field: `${field}.${i}`, promptId }));
  return [
    ...said('prompts', step.prompts),
    ...(step.kind === 'say' ? [] : said('wrongKeyPrompts', step.wrongKeyPrompts)),
    ...waysOf(step).flatMap(({ field, to }) => (to.kind === 'hangUp' ? said(`${field}.prompts`, to.prompts) : [])),
  ];
}

/**
 * Everything that would harm a caller in this tree: choices that lead nowhere, steps that cannot be reached, prompts
 * missing in an offered language. Empty: it may be published.
 */
export function checkMenu(menuId: string, tree: MenuTree, facts: MenuFacts): MenuProblem[] {
  const problems: MenuProblem[] = [];
  const steps = new Map(tree.steps.map((step) => [step.stepId, step]));
  const add = (stepId: string, field: string, code: MenuProblem['code'], what = '') =>
    problems.push({ stepId, field, code, what });

  const checkTarget = (stepId: string, field: string, to: MenuTarget) => {
    if (to.kind === 'step' && !steps.has(to.stepId)) add(stepId, field, 'unknownStep', to.stepId);
    if (to.kind === 'queue') {
      checkQueue(stepId, field, to.queueId);
      for (const need of to.needs) checkSkill(stepId, field, need.skill);
    }
    if (to.kind === 'number') {
      const hotline = facts.hotlines.find(({ number }) => number === to.number);
      if (hotline === undefined) add(stepId, field, 'numberUnknown', to.number);
      else if (hotline.menu === menuId) add(stepId, field, 'numberIsThisMenu', to.number);
    }
  };
  const checkQueue = (stepId: string, field: string, queueId: string) => {
    const queue = facts.queues.find((one) => one.queueId === queueId);
    if (queue === undefined) add(stepId, field, 'queueUnknown', queueId);
    else if (!queue.isActive) add(stepId, field, 'queueInactive', queueId);
  };
  const checkSkill = (stepId: string, field: string, skill: string) => {
    if (!facts.skills.some(({ skillId }) => skillId === skill)) add(stepId, field, 'skillUnknown', skill);
  };

  checkQueue('', 'fallbackQueueId', tree.fallbackQueueId);
  if (!steps.has(tree.firstStep)) add('', 'firstStep', 'unknownStep', tree.firstStep);
  if (new Set(tree.languages).size < tree.languages.length) add('', 'languages', 'doubleLanguage');

  const depths = depthsOf(tree, steps);
  const leaving = stepsThatLeave(tree);
  const seen = new Set<string>();
  for (const step of tree.steps) {
    const { stepId } = step;
    if (seen.has(stepId)) add(stepId, 'stepId', 'doubleStep', stepId);
    seen.add(stepId);
    const depth = depths.get(stepId);
    if (depth === undefined) add(stepId, '', 'unreachable');
    else if (depth > MENU_DEPTH) add(stepId, '', 'tooDeep', String(depth));
    if (!leaving.has(stepId)) add(stepId, '', 'noWayOut');
    if (step.prompts.length === 0) add(stepId, 'prompts', 'nothingSaid');
    for (const { field, promptId } of promptsOf(step)) {
      const prompt = facts.prompts.find((one) => one.promptId === promptId);
      if (prompt === undefined) add(stepId, field, 'promptUnknown', promptId);
      for (const language of prompt === undefined ? [] : tree.languages) {
        if (!prompt?.languages.includes(language)) add(stepId, field, 'promptNotInLanguage', `${promptId} ${language}`);
      }
    }
    for (const { field, to } of waysOf(step)) {
      checkTarget(stepId, field, to);
      if (to.kind === 'repeat' && (field === 'otherwise' || field === 'next')) add(stepId, field, 'endless');
    }
    if (step.kind === 'choice' || step.kind === 'language') {
      if (step.choices.length === 0) add(stepId, 'choices', 'noChoice');
      const digits = new Set<string>();
      step.choices.forEach(({ digit }, i) => {
        if (digits.has(digit)) add(stepId, `choices.${i}.digit`, 'doubleDigit', digit);
        digits.add(digit);
      });
    }
    if (step.kind === 'language') {
      step.choices.forEach(({ language, need }, i) => {
        if (!tree.languages.includes(language)) add(stepId, `choices.${i}.language`, 'languageNotOffered', language);
        if (need !== null) checkSkill(stepId, `choices.${i}.need`, need.skill);
      });
    }
    if (step.kind === 'collect' && step.minLength > step.maxLength) add(stepId, 'minLength', 'lengthsCrossed');
  }
  for (const stepId of ringsByThemselves(tree, steps)) add(stepId, '', 'endless');
  return problems;
}

/** Levels by the shortest way from the first step, which is level 1. */
function depthsOf(tree: MenuTree, steps: Map<string, MenuStep>): Map<string, number> {
  const depths = new Map<string, number>();
  let level = steps.has(tree.firstStep) ? [tree.firstStep] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    for (const stepId of level) depths.set(stepId, depth);
    const next = level.flatMap((stepId) =>
      waysOf(steps.get(stepId) as MenuStep).flatMap(({ to }) => (to.kind === 'step' ? [to.stepId] : [])),
    );
    level = [...new Set(next)].filter((stepId) => steps.has(stepId) && !depths.has(stepId));
  }
  return depths;
}

/** Steps from which some way ends at a queue, a number or a hang-up. */
function stepsThatLeave(tree: MenuTree): Set<string> {
  const leaving = new Set<string>();
  for (let before = -1; before < leaving.size; ) {
    before = leaving.size;
    for (const step of tree.steps) {
      const leaves = waysOf(step).some(
        ({ to }) =>
          to.kind === 'queue' ||
          to.kind === 'number' ||
          to.kind === 'outside' ||
          to.kind === 'hangUp' ||
          (to.kind === 'step' && leaving.has(to.stepId)),
      );
      if (leaves) leaving.add(step.stepId);
    }
  }
  return leaving;
}

/** Steps that lead back to themselves without a key press: such a caller would listen for ever. */
function ringsByThemselves(tree: MenuTree, steps: Map<string, MenuStep>): string[] {
  const nextOf = (stepId: string): string | null => {
    const step = steps.get(stepId);
    const way = step === undefined ? undefined : waysOf(step).find(({ isByItself }) => isByItself);
    return way?.to.kind === 'step' ? way.to.stepId : null;
  };
  return tree.steps
    .map(({ stepId }) => stepId)
    .filter((stepId) => {
      let at = nextOf(stepId);
      for (let walked = 0; at !== null && walked < steps.size; walked += 1) {
        if (at === stepId) return true;
        at = nextOf(at);
      }
      return false;
    });
}

/** What differs from one tree to another, step by step; the order of steps means nothing. */
export function compareMenus(before: MenuTree, after: MenuTree): MenuDifference[] {
  const differences: MenuDifference[] = [];
  const compare = (stepId: string, a: Record<string, unknown>, b: Record<string, unknown>) => {
    for (const field of new Set([...Object.keys(a), ...Object.keys(b)])) {
      if (canonical(a[field]) !== canonical(b[field])) {
        differences.push({ stepId, field, before: a[field] ?? null, after: b[field] ?? null });
      }
    }
  };
  const { steps: stepsBefore, ...wholeBefore } = before;
  const { steps: stepsAfter, ...wholeAfter } = after;
  compare('', wholeBefore, wholeAfter);
  for (const step of stepsBefore) {
    const later = stepsAfter.find(({ stepId }) => stepId === step.stepId);
    if (later === undefined) differences.push({ stepId: step.stepId, field: '', before: step, after: null });
    else compare(step.stepId, step, later);
  }
  for (const step of stepsAfter) {
    if (!stepsBefore.some(({ stepId }) => stepId === step.stepId)) {
      differences.push({ stepId: step.stepId, field: '', before: null, after: step });
    }
  }
  return differences;
}

/** The same text for the same content, whatever order the keys are in: databases keep JSON in an order of their own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
