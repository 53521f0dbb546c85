import type { MenuFacts, MenuProblem, MenuStep, MenuTarget, MenuTree } from '@sansheng/shared/contracts/telephony/menu';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';

/** Steps as callers reach them: under each key what it leads to, a step the first time it is reached. */
export function StepTree({
  tree,
  facts,
  problems,
  openStep,
  onOpen,
}: {
  tree: MenuTree;
  facts: MenuFacts;
  problems: MenuProblem[];
  openStep: string;
  onOpen: (stepId: string) => void;
}) {
  const { t } = useTranslation();
  const shown = new Set<string>();

  const showStep = (step: MenuStep): ReactNode => {
    shown.add(step.stepId);
    const count = problems.filter(({ stepId }) => stepId === step.stepId).length;
    return (
      <>
        <button
          type="button"
          className="step-row"
          aria-current={step.stepId === openStep}
          onClick={() => onOpen(step.stepId)}
        >
          <b>{step.name}</b>
          <span className="quiet small">{t(`menus.kinds.${step.kind}`)}</span>
          {count > 0 && (
            <span className="step-problems" title={t('menus.problems', { count })}>
              {count}
            </span>
          )}
        </button>
        <ul>{keyedWays(step).map(({ key, to }) => showWay(key, to))}</ul>
      </>
    );
  };
  const showWay = (key: string, to: MenuTarget): ReactNode => {
    const step = to.kind === 'step' ? tree.steps.find(({ stepId }) => stepId === to.stepId) : undefined;
    return (
      <li key={key}>
        <span className="step-key" title={key === '…' ? t('menus.otherwise') : undefined}>
          {key}
        </span>
        {step !== undefined && !shown.has(step.stepId) ? (
          <div>{showStep(step)}</div>
        ) : (
          <TargetName to={to} tree={tree} facts={facts} onOpen={onOpen} />
        )}
      </li>
    );
  };

  const first = tree.steps.find(({ stepId }) => stepId === tree.firstStep);
  const reached = first === undefined ? null : showStep(first);
  const lost = tree.steps.filter(({ stepId }) => !shown.has(stepId));
  return (
    <div className="step-tree">
      {reached}
      {lost.length > 0 && <p className="step-lost">{t('menus.unreachedSteps')}</p>}
      {lost
        .filter(({ stepId }) => !shown.has(stepId))
        .map((step) => (
          <div key={step.stepId}>{showStep(step)}</div>
        ))}
    </div>
  );
}

/** Exits of a step with the key of each; … without a key. */
function keyedWays(step: MenuStep): { key: string; to: MenuTarget }[] {
  switch (step.kind) {
    case 'say':
      return [{ key: '→', to: step.next }];
    case 'choice':
      return [...step.choices.map(({ digit, to }) => ({ key: digit, to })), { key: '…', to: step.otherwise }];
    default:
      return [
        { key: '→', to: step.next },
        { key: '…', to: step.otherwise },
      ];
  }
}

function TargetName({
  to,
  tree,
  facts,
  onOpen,
}: {
  to: MenuTarget;
  tree: MenuTree;
  facts: MenuFacts;
  onOpen: (stepId: string) => void;
}) {
  const { t } = useTranslation();
  if (to.kind === 'step') {
    const step = tree.steps.find(({ stepId }) => stepId === to.stepId);
    return step === undefined ? (
      <span className="step-lost">{to.stepId}?</span>
    ) : (
      <button type="button" className="step-link" onClick={() => onOpen(step.stepId)}>
        ↩ {step.name}
      </button>
    );
  }
  return <span className="quiet">{describeTarget(t, to, facts)}</span>;
}

/** An exit in plain words. */
export function describeTarget(
  t: (key: string) => string,
  to: Exclude<MenuTarget, { kind: 'step' }>,
  facts: MenuFacts,
): string {
  const word = t(`menus.targets.${to.kind}`);
  if (to.kind === 'number' || to.kind === 'outside') return `${word} ${to.number}`;
  if (to.kind !== 'queue') return word;
  const queue = facts.queues.find(({ queueId }) => queueId === to.queueId);
  return `${word}: ${queue === undefined ? to.queueId : nameOf(queue)}`;
}
