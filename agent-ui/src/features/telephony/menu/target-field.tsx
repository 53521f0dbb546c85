import type { MenuFacts, MenuStep, MenuTarget, MenuTree } from '@sansheng/shared/contracts/telephony/menu';
import { Input, InputNumber, Select } from 'antd';
import { OutsideNumber } from '@sansheng/shared/contracts/telephony/overflow';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { PromptsField } from '../prompts/prompts-field.tsx';

/** Where a key, or the lack of one, leads to. */
export function TargetField({
  value,
  tree,
  step,
  facts,
  mayRepeat,
  onChange,
}: {
  value: MenuTarget;
  tree: MenuTree;
  step: MenuStep;
  facts: MenuFacts;
  mayRepeat: boolean;
  onChange: (to: MenuTarget) => void;
}) {
  const { t } = useTranslation();
  const others = tree.steps.filter(({ stepId }) => stepId !== step.stepId);
  const active = facts.queues.filter(({ isActive }) => isActive);
  const begin = (kind: MenuTarget['kind']): MenuTarget => {
    switch (kind) {
      case 'step':
        return { kind, stepId: others[0]?.stepId ?? step.stepId };
      case 'queue':
        return { kind, queueId: tree.fallbackQueueId, priority: null, needs: [] };
      case 'number':
        return { kind, number: facts.hotlines[0]?.number ?? '' };
      case 'outside':
        return { kind, number: '' };
      case 'hangUp':
        return { kind, prompts: [] };
      case 'repeat':
        return { kind };
    }
  };
  const kinds = (['step', 'queue', 'number', 'outside', 'hangUp', 'repeat'] as const).filter(
    (kind) => (kind !== 'repeat' || mayRepeat) && (kind !== 'step' || others.length > 0),
  );
  return (
    <div className="target-field">
      <Select
        value={value.kind}
        aria-label={t('menus.leadsTo')}
        style={{ width: 120 }}
        onChange={(kind: MenuTarget['kind']) => onChange(begin(kind))}
        options={kinds.map((kind) => ({ value: kind, label: t(`menus.targets.${kind}`) }))}
      />
      {value.kind === 'step' && (
        <Select
          value={value.stepId}
          aria-label={t('menus.targets.step')}
          onChange={(stepId: string) => onChange({ kind: 'step', stepId })}
          options={others.map(({ stepId, name }) => ({ value: stepId, label: name }))}
        />
      )}
      {value.kind === 'queue' && (
        <>
          <Select
            value={value.queueId}
            aria-label={t('menus.targets.queue')}
            onChange={(queueId: string) => onChange({ ...value, queueId })}
            options={active.map((queue) => ({ value: queue.queueId, label: nameOf(queue) }))}
          />
          <InputNumber
            min={0}
            max={9}
            precision={0}
            value={value.priority}
            prefix={t('menus.priority')}
            placeholder={t('menus.ownPriority')}
            aria-label={t('menus.priority')}
            style={{ width: 130 }}
            onChange={(priority) => onChange({ ...value, priority })}
          />
          {facts.skills.length > 0 && (
            <Select
              allowClear
              value={value.needs[0]?.skill ?? null}
              placeholder={t('menus.skill')}
              aria-label={t('menus.skill')}
              style={{ width: 110 }}
              onChange={(skill?: string) =>
                onChange({ ...value, needs: skill === undefined ? [] : [{ skill, level: 1, relax: [] }] })
              }
              options={facts.skills.map((skill) => ({ value: skill.skillId, label: nameOf(skill) }))}
            />
          )}
        </>
      )}
      {value.kind === 'number' && (
        <Select
          value={value.number}
          aria-label={t('menus.targets.number')}
          onChange={(number: string) => onChange({ kind: 'number', number })}
          options={facts.hotlines.map(({ number, name }) => ({ value: number, label: `${number} ${name}` }))}
        />
      )}
      {value.kind === 'outside' && (
        <Input
          value={value.number}
          aria-label={t('menus.targets.outside')}
          placeholder={t('menus.outsideHint')}
          inputMode="tel"
          status={OutsideNumber.safeParse(value.number).success ? '' : 'error'}
          onChange={(event) => onChange({ kind: 'outside', number: event.target.value.trim() })}
        />
      )}
      {value.kind === 'hangUp' && (
        <PromptsField
          value={value.prompts}
          facts={facts}
          label={t('menus.goodbye')}
          onChange={(prompts) => onChange({ kind: 'hangUp', prompts })}
        />
      )}
    </div>
  );
}
