import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import {
  collectedKinds,
  type MenuFacts,
  type MenuProblem,
  type MenuStep,
  type MenuTarget,
  type MenuTree,
} from '@sansheng/shared/contracts/telephony/menu';
import type { CallLanguage } from '@sansheng/shared/contracts/telephony/prompts';
import { Button, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { Problems } from './problems.tsx';
import { PromptsField } from '../prompts/prompts-field.tsx';
import { TargetField } from './target-field.tsx';

interface StepFormProps {
  step: MenuStep;
  tree: MenuTree;
  facts: MenuFacts;
  problems: MenuProblem[];
  onChange: (step: MenuStep) => void;
  /** Null: this step cannot be removed. */
  onRemove: (() => void) | null;
}

const digits = Array.from('1234567890*#');
/** A skill required by a language is required no longer than this. */
const RELAX_MS = 60_000;

/** All of one step, each problem under the field it belongs to. */
export function StepForm(props: StepFormProps) {
  const { step, facts, problems, onChange, onRemove } = props;
  const { t } = useTranslation();
  return (
    <>
      <div className="panel-head">
        {t(`menus.kinds.${step.kind}`)}
        {onRemove && (
          <span className="spread">
            <Button size="small" type="text" danger icon={<DeleteOutlined />} onClick={onRemove}>
              {t('menus.removeStep')}
            </Button>
          </span>
        )}
      </div>
      <div className="panel-body step-form">
        <p className="quiet small">{t(`menus.kindHints.${step.kind}`)}</p>
        <Problems problems={problems.filter(({ field }) => field === '' || field === 'stepId')} />
        <Labelled label={t('menus.stepName')}>
          <Input
            value={step.name}
            maxLength={64}
            onChange={(event) => onChange({ ...step, name: event.target.value })}
          />
        </Labelled>
        <Labelled label={t('menus.prompts')} problems={of(problems, 'prompts')}>
          <PromptsField
            value={step.prompts}
            facts={facts}
            label={t('menus.prompts')}
            onChange={(prompts) => onChange({ ...step, prompts })}
          />
        </Labelled>
        {step.kind === 'choice' && <Choices {...props} step={step} />}
        {step.kind === 'collect' && <Collecting {...props} step={step} />}
        {step.kind === 'language' && <Languages {...props} step={step} />}
        {step.kind !== 'choice' && (
          <WayOut {...props} field="next" value={step.next} onTo={(next) => onChange({ ...step, next })} />
        )}
        {step.kind !== 'say' && (
          <>
            <WayOut
              {...props}
              field="otherwise"
              value={step.otherwise}
              onTo={(otherwise) => onChange({ ...step, otherwise })}
            />
            <div className="step-row-fields">
              <Seconds
                label={t('menus.timeoutSeconds')}
                valueMs={step.timeoutMs}
                onChange={(timeoutMs) => onChange({ ...step, timeoutMs })}
              />
              <Labelled label={t('menus.rounds')}>
                <InputNumber
                  min={1}
                  max={9}
                  precision={0}
                  value={step.rounds}
                  onChange={(rounds) => rounds !== null && onChange({ ...step, rounds })}
                />
              </Labelled>
            </div>
            <Labelled label={t('menus.wrongKeyPrompts')} problems={of(problems, 'wrongKeyPrompts')}>
              <PromptsField
                value={step.wrongKeyPrompts}
                facts={facts}
                label={t('menus.none')}
                onChange={(wrongKeyPrompts) => onChange({ ...step, wrongKeyPrompts })}
              />
            </Labelled>
          </>
        )}
      </div>
    </>
  );
}

/** Problems of a field and of what is inside it. */
const of = (problems: MenuProblem[], field: string) =>
  problems.filter((one) => one.field === field || one.field.startsWith(`${field}.`));

function Labelled({
  label,
  problems = [],
  children,
}: {
  label: string;
  problems?: MenuProblem[];
  children: ReactNode;
}) {
  return (
    <div className="step-field">
      <span className="step-label">{label}</span>
      {children}
      <Problems problems={problems} />
    </div>
  );
}

function Seconds({ label, valueMs, onChange }: { label: string; valueMs: number; onChange: (ms: number) => void }) {
  return (
    <Labelled label={label}>
      <InputNumber
        min={1}
        max={30}
        value={valueMs / 1000}
        onChange={(seconds) => seconds !== null && onChange(Math.round(seconds * 1000))}
      />
    </Labelled>
  );
}

function WayOut({
  field,
  value,
  onTo,
  step,
  tree,
  facts,
  problems,
}: StepFormProps & { field: 'next' | 'otherwise'; value: MenuTarget; onTo: (to: MenuTarget) => void }) {
  const { t } = useTranslation();
  return (
    <Labelled label={t(`menus.${field}`)} problems={of(problems, field)}>
      <TargetField value={value} step={step} tree={tree} facts={facts} mayRepeat={false} onChange={onTo} />
    </Labelled>
  );
}

type Kind<K extends MenuStep['kind']> = Omit<StepFormProps, 'step'> & { step: Extract<MenuStep, { kind: K }> };

function DigitField({ value, onChange }: { value: string; onChange: (digit: string) => void }) {
  const { t } = useTranslation();
  return (
    <Select
      value={value}
      aria-label={t('menus.digit')}
      style={{ width: 64 }}
      onChange={onChange}
      options={digits.map((digit) => ({ value: digit, label: digit }))}
    />
  );
}

const freeDigit = (taken: { digit: string }[]) =>
  digits.find((digit) => !taken.some((one) => one.digit === digit)) ?? '#';

function Choices({ step, tree, facts, problems, onChange }: Kind<'choice'>) {
  const { t } = useTranslation();
  const replace = (nth: number, changed: object) =>
    onChange({ ...step, choices: step.choices.map((one, i) => (i === nth ? { ...one, ...changed } : one)) });
  return (
    <div className="step-field">
      <span className="step-label">{t('menus.choices')}</span>
      {step.choices.map(({ digit, label, to }, i) => (
        <div key={i} className="step-choice">
          <DigitField value={digit} onChange={(changed) => replace(i, { digit: changed })} />
          <div>
            <TargetField
              value={to}
              step={step}
              tree={tree}
              facts={facts}
              mayRepeat
              onChange={(changed) => replace(i, { to: changed })}
            />
            <Input
              value={label}
              maxLength={64}
              size="small"
              variant="underlined"
              placeholder={t('menus.label')}
              aria-label={t('menus.label')}
              onChange={(event) => replace(i, { label: event.target.value })}
            />
            <Problems problems={of(problems, `choices.${i}`)} />
          </div>
          <Button
            type="text"
            aria-label={t('action.remove')}
            icon={<DeleteOutlined />}
            onClick={() => onChange({ ...step, choices: step.choices.filter((_, nth) => nth !== i) })}
          />
        </div>
      ))}
      <Problems problems={problems.filter(({ field }) => field === 'choices')} />
      <Button
        size="small"
        icon={<PlusOutlined />}
        disabled={step.choices.length >= digits.length}
        onClick={() =>
          onChange({
            ...step,
            choices: [
              ...step.choices,
              {
                digit: freeDigit(step.choices),
                label: '',
                to: { kind: 'queue', queueId: tree.fallbackQueueId, priority: null, needs: [] },
              },
            ],
          })
        }
      >
        {t('menus.addChoice')}
      </Button>
    </div>
  );
}

function Collecting({ step, problems, onChange }: Kind<'collect'>) {
  const { t } = useTranslation();
  const length = (field: 'minLength' | 'maxLength') => (
    <Labelled label={t(`menus.${field}`)} problems={of(problems, field)}>
      <InputNumber
        min={1}
        max={30}
        precision={0}
        value={step[field]}
        onChange={(value) => value !== null && onChange({ ...step, [field]: value })}
      />
    </Labelled>
  );
  return (
    <>
      <Labelled label={t('menus.what')}>
        <Select
          value={step.what}
          onChange={(what) => onChange({ ...step, what })}
          options={collectedKinds.map((value) => ({ value, label: t(`menus.collected.${value}`) }))}
        />
      </Labelled>
      <div className="step-row-fields">
        {length('minLength')}
        {length('maxLength')}
        <Labelled label={t('menus.terminator')}>
          <Select
            value={step.terminator}
            onChange={(terminator) => onChange({ ...step, terminator })}
            options={[
              { value: '#' as const, label: '#' },
              { value: '*' as const, label: '*' },
              { value: '' as const, label: t('menus.noTerminator') },
            ]}
          />
        </Labelled>
        <Seconds
          label={t('menus.nextDigitSeconds')}
          valueMs={step.nextDigitMs}
          onChange={(nextDigitMs) => onChange({ ...step, nextDigitMs })}
        />
      </div>
    </>
  );
}

function Languages({ step, tree, facts, problems, onChange }: Kind<'language'>) {
  const { t } = useTranslation();
  const replace = (nth: number, changed: object) =>
    onChange({ ...step, choices: step.choices.map((one, i) => (i === nth ? { ...one, ...changed } : one)) });
  return (
    <div className="step-field">
      <span className="step-label">{t('menus.choices')}</span>
      {step.choices.map(({ digit, language, need }, i) => (
        <div key={i} className="step-choice">
          <DigitField value={digit} onChange={(changed) => replace(i, { digit: changed })} />
          <div>
            <div className="target-field">
              <Select
                value={language}
                aria-label={t('menus.language')}
                style={{ width: 120 }}
                onChange={(changed: CallLanguage) => replace(i, { language: changed })}
                options={tree.languages.map((value) => ({ value, label: t(`menus.languageNames.${value}`) }))}
              />
              <Select
                allowClear
                value={need?.skill ?? null}
                placeholder={`${t('menus.skill')}${t('list.colon')}${t('menus.noSkill')}`}
                aria-label={t('menus.skill')}
                title={t('menus.relaxHint')}
                onChange={(skill?: string) =>
                  replace(i, {
                    need: skill === undefined ? null : { skill, level: 1, relax: [{ afterMs: RELAX_MS, level: 0 }] },
                  })
                }
                options={facts.skills.map((skill) => ({ value: skill.skillId, label: nameOf(skill) }))}
              />
            </div>
            {need !== null && <span className="quiet small">{t('menus.relaxHint')}</span>}
            <Problems problems={of(problems, `choices.${i}`)} />
          </div>
          <Button
            type="text"
            aria-label={t('action.remove')}
            icon={<DeleteOutlined />}
            onClick={() => onChange({ ...step, choices: step.choices.filter((_, nth) => nth !== i) })}
          />
        </div>
      ))}
      <Problems problems={problems.filter(({ field }) => field === 'choices')} />
      <Button
        size="small"
        icon={<PlusOutlined />}
        onClick={() =>
          onChange({
            ...step,
            choices: [
              ...step.choices,
              { digit: freeDigit(step.choices), language: tree.languages[0] as CallLanguage, need: null },
            ],
          })
        }
      >
        {t('menus.addChoice')}
      </Button>
    </div>
  );
}
