import { QueueEdit, routingStrategies, wrapUpModes } from '@sansheng/shared/contracts/telephony/queues';
import { Form, Input, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { NameFields } from '../../settings/setting-kit/name-fields.tsx';
import { IdField } from '../../settings/setting-kit/id-field.tsx';
import { QueueNeeds, TierPriorities } from './queue-needs.tsx';
import { QueuePrompts } from './queue-prompts.tsx';
import { NumberField } from '../../settings/setting-kit/number-field.tsx';

type QueuePart = 'seats' | 'order' | 'waiting' | 'callback' | 'afterTalk';

/** All routing settings of a queue, in the order in which they affect a call. */
export function QueueFields({ isNew, queues }: { isNew: boolean; queues: QueueEdit[] }) {
  const { t } = useTranslation();
  const number = (name: keyof QueueEdit, word = `admin.${name}`, hint?: string) => (
    <NumberField row={QueueEdit} name={name} label={t(word)} {...(hint !== undefined && { hint })} />
  );
  const flag = (name: 'saysEstimatedWait' | 'isRecorded' | 'saysSeatNumber' | 'asksVote' | 'isActive') => (
    <Form.Item name={name} label={t(`admin.${name}`)} valuePropName="checked">
      <Switch />
    </Form.Item>
  );
  const part = (name: QueuePart, fields: ReactNode, below?: ReactNode) => (
    <section>
      <h3 className="admin-part">{t(`admin.queueParts.${name}`)}</h3>
      <div className="admin-numbers">{fields}</div>
      {below}
    </section>
  );
  return (
    <>
      <IdField name="queueId" isNew={isNew} />
      <div className="admin-numbers">
        <NameFields />
        {flag('isActive')}
      </div>
      {part(
        'seats',
        <>
          <Form.Item name="policy" label={t('admin.policy')}>
            <Select
              options={(['ring-first', 'answer-first'] as const).map((value) => ({
                value,
                label: t(`admin.policies.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="strategy" label={t('admin.strategy')}>
            <Select options={routingStrategies.map((value) => ({ value, label: t(`admin.strategies.${value}`) }))} />
          </Form.Item>
          {number('ringsPerOffer', 'admin.ringsPerOffer', t('phonePlace.ringsHint'))}
          {number('seatsAtOnce')}
          {number('ownSeatWaitSeconds')}
          {number('borrowAfterSeconds')}
        </>,
        <>
          <Form.Item name="borrowFrom" label={t('admin.borrowFrom')}>
            <Select mode="multiple" options={queues.map((queue) => ({ value: queue.queueId, label: nameOf(queue) }))} />
          </Form.Item>
          <QueueNeeds />
        </>,
      )}
      {part(
        'order',
        <>
          {number('priority')}
          {number('headStartSeconds')}
          {number('fairShare')}
        </>,
        <TierPriorities />,
      )}
      {part(
        'waiting',
        <>
          {number('sizeLimit')}
          {number('serviceLevelSeconds')}
          {number('announceEverySeconds')}
          {number('oldPlaceSeconds')}
          {flag('saysEstimatedWait')}
        </>,
      )}
      {part(
        'callback',
        <>
          <Form.Item name="callbackKey" label={t('admin.callbackKey')}>
            <Select
              options={['', ...'1234567890'.split('')].map((value) => ({ value, label: value || t('admin.noKey') }))}
            />
          </Form.Item>
          {number('callbackTries')}
          {number('callbackRetrySeconds')}
          <Form.Item name="callerNumber" label={t('outbound.callerNumber')} rules={[{ pattern: /^(\+?\d{1,20})?$/ }]}>
            <Input inputMode="tel" placeholder={t('outbound.callerNumberOfCenter')} />
          </Form.Item>
        </>,
      )}
      {part(
        'afterTalk',
        <>
          <Form.Item name="wrapUpMode" label={t('admin.wrapUpMode')}>
            <Select options={wrapUpModes.map((value) => ({ value, label: t(`admin.wrapUpModes.${value}`) }))} />
          </Form.Item>
          {number('wrapUpLimitSeconds')}
          {number('recordingDays', 'recordings.days')}
          {flag('isRecorded')}
          {flag('saysSeatNumber')}
          {flag('asksVote')}
        </>,
      )}
      <QueuePrompts />
    </>
  );
}
