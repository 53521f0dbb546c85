import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Skill } from '@sansheng/shared/contracts/telephony/queues';
import { customerTiers } from '@sansheng/shared/contracts/customers/customers';
import { Button, Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { useSettings } from '../../settings/setting-kit/setting-table.tsx';
import './queues.css';

const level = { min: 0, max: 10, precision: 0, changeOnWheel: false } as const;

/** The skills that a queue's calls need, and how they relax with waiting. */
export function QueueNeeds() {
  const { t } = useTranslation();
  const skills = useSettings('skills', Skill).data ?? [];
  return (
    <Form.Item label={t('routing.queueNeeds')} extra={t('routing.relaxHint')}>
      {skills.length === 0 && <p className="quiet small">{t('routing.noSkills')}</p>}
      <Form.List name="needs">
        {(needs, { add, remove }) => (
          <>
            {needs.map((need) => (
              <div key={need.key} className="queue-need">
                <div className="queue-need-row">
                  <Form.Item name={[need.name, 'skill']} noStyle rules={[{ required: true }]}>
                    <Select
                      aria-label={t('routing.skillName')}
                      style={{ flex: 1 }}
                      options={skills.map((skill) => ({ value: skill.skillId, label: nameOf(skill) }))}
                    />
                  </Form.Item>
                  <Form.Item name={[need.name, 'level']} noStyle rules={[{ required: true }]}>
                    <InputNumber {...level} min={1} suffix={t('routing.level')} style={{ width: 110 }} />
                  </Form.Item>
                  <Button
                    type="text"
                    aria-label={t('action.remove')}
                    icon={<MinusCircleOutlined />}
                    onClick={() => remove(need.name)}
                  />
                </div>
                <RelaxSteps need={need.name} />
              </div>
            ))}
            <Button
              size="small"
              icon={<PlusOutlined />}
              disabled={skills.length === 0}
              onClick={() => add({ level: 5, relax: [] })}
            >
              {t('routing.addNeed')}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}

function RelaxSteps({ need }: { need: number }) {
  const { t } = useTranslation();
  return (
    <Form.List name={[need, 'relax']}>
      {(steps, { add, remove }) => (
        <>
          {steps.map((step) => (
            <div key={step.key} className="queue-need-row queue-need-relax">
              <Form.Item
                name={[step.name, 'afterMs']}
                noStyle
                rules={[{ required: true }]}
                getValueProps={(ms: number | undefined) => ({ value: ms === undefined ? undefined : ms / 1000 })}
                normalize={(seconds: number | null) => (seconds === null ? undefined : seconds * 1000)}
              >
                <InputNumber
                  {...level}
                  min={1}
                  max={3600}
                  prefix={t('routing.relaxAfter')}
                  suffix={t('routing.relaxAfterEnd')}
                  style={{ flex: 1.2 }}
                />
              </Form.Item>
              <Form.Item name={[step.name, 'level']} noStyle rules={[{ required: true }]}>
                <InputNumber {...level} prefix={t('routing.relaxTo')} suffix={t('routing.level')} style={{ flex: 1 }} />
              </Form.Item>
              <Button
                type="text"
                aria-label={t('action.remove')}
                icon={<MinusCircleOutlined />}
                onClick={() => remove(step.name)}
              />
            </div>
          ))}
          <Button type="link" size="small" onClick={() => add({ afterMs: 30_000, level: 0 })}>
            {t('routing.addRelax')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

/** Priority by the customer's tier; empty: the queue's own. */
export function TierPriorities() {
  const { t } = useTranslation();
  return (
    <Form.Item label={t('routing.tierPriorities')}>
      <div className="queue-tiers">
        {customerTiers.map((tier) => (
          <Form.Item
            key={tier}
            name={['tierPriorities', tier]}
            label={t(`screenPop.tiers.${tier}`)}
            normalize={(value: number | null) => value ?? undefined}
          >
            <InputNumber {...level} max={9} placeholder={t('routing.asQueue')} style={{ width: '100%' }} />
          </Form.Item>
        ))}
      </div>
    </Form.Item>
  );
}
