import { QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import {
  numberFailures,
  type Overflow,
  OutsideNumber,
  type OverflowTarget,
  overflowReasons,
  QueueOverflowEdit,
} from '@sansheng/shared/contracts/telephony/overflow';
import { OpeningHoursEdit } from '@sansheng/shared/contracts/settings/business-calendar';
import { Checkbox, Form, Input, InputNumber, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import type { Revised } from '../../settings/setting-kit/revised.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSettings } from '../../settings/setting-kit/setting-table.tsx';
import { useSave } from '../../settings/setting-kit/use-save.ts';
import { SettingDrawer } from '../../settings/setting-kit/setting-drawer.tsx';
import '../../settings/business-calendar/calendar.css';
import '../../settings/setting-kit/setting-kit.css';

type Reason = (typeof overflowReasons)[number];
interface Named {
  value: string;
  label: string;
}

/** Where a rule leads to, whatever its form. */
function targetOf(overflow: Overflow, reason: Reason): OverflowTarget | null {
  const rule = overflow[reason];
  return rule === null ? null : 'target' in rule ? rule.target : rule;
}

/** When each queue accepts calls, and where they go otherwise. */
export function OverflowSettings() {
  const { t } = useTranslation();
  const queues = useSettings('queues', QueueEdit).data ?? [];
  const hours = useSettings('opening-hours', OpeningHoursEdit).data ?? [];
  const list = useSettings('queue-overflow', QueueOverflowEdit);
  const [editing, setEditing] = useState<Revised<QueueOverflowEdit> | null>(null);
  const queueOptions = queues
    .filter((queue) => queue.isActive)
    .map((queue) => ({ value: queue.queueId, label: nameOf(queue) }));
  const hoursOptions = hours.map((one) => ({ value: one.hoursId, label: nameOf(one) }));
  const queueName = (queueId: string) => queueOptions.find(({ value }) => value === queueId)?.label ?? queueId;
  const describe = (target: OverflowTarget | null) => {
    if (target === null) return '–';
    if (target.kind === 'queue') return `→ ${queueName(target.queueId)}`;
    return target.kind === 'number' ? `→ ${target.number}` : t(`overflow.target.${target.kind}`);
  };
  return (
    <>
      {list.error && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      <section className="panel" style={{ padding: 8 }}>
        <Table<Revised<QueueOverflowEdit>>
          size="small"
          rowKey="queueId"
          dataSource={list.data ?? []}
          loading={list.isPending}
          pagination={false}
          onRow={(row) => ({ onClick: () => setEditing(row), style: { cursor: 'pointer' } })}
          columns={[
            { title: t('admin.queue'), width: 150, render: (_, row) => queueName(row.queueId) },
            {
              title: t('overflow.hours'),
              width: 150,
              render: (_, row) =>
                hoursOptions.find(({ value }) => value === row.hoursId)?.label ?? t('overflow.alwaysOpen'),
            },
            {
              title: t('overflow.closed'),
              render: (_, { closed }) =>
                [
                  ...(closed.voicemail ? [t('overflow.target.voicemail')] : []),
                  ...(closed.queueId === null ? [] : [`→ ${queueName(closed.queueId)}`]),
                  ...(closed.callback ? [t('nav.callbacks')] : []),
                ].join(' · ') || '–',
            },
            ...overflowReasons.map((reason) => ({
              title: t(`overflow.${reason}`),
              render: (_: unknown, { overflow }: QueueOverflowEdit) => describe(targetOf(overflow, reason)),
            })),
          ]}
        />
      </section>
      {editing && (
        <OverflowDrawer
          row={editing}
          title={t('overflow.title', { queue: queueName(editing.queueId) })}
          hours={hoursOptions}
          queues={queueOptions.filter(({ value }) => value !== editing.queueId)}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

function OverflowDrawer({
  row,
  title,
  hours,
  queues,
  onClose,
}: {
  row: Revised<QueueOverflowEdit>;
  title: string;
  hours: Named[];
  queues: Named[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<QueueOverflowEdit>(row);
  const { save, isSaving, notice } = useSave(QueueOverflowEdit, {
    path: `/admin/queue-overflow/${row.queueId}`,
    read: row,
    keys: [['admin', 'queue-overflow']],
    onSaved: onClose,
    onMerged: (values) => {
      const merged = QueueOverflowEdit.safeParse(values);
      if (merged.success) setDraft(merged.data);
    },
  });
  const { closed, overflow } = draft;
  const change = (changes: Partial<QueueOverflowEdit>) => setDraft({ ...draft, ...changes });
  const setRule = (rule: Partial<Overflow>) => change({ overflow: { ...overflow, ...rule } });
  const isWhole = overflowReasons.every((reason) => isWholeTarget(targetOf(overflow, reason)));
  return (
    <SettingDrawer
      size={560}
      title={title}
      notice={notice}
      isReady={isWhole}
      isSaving={isSaving}
      onSave={() => save(draft)}
      onClose={onClose}
    >
      <Form layout="vertical">
        <Form.Item label={t('overflow.hours')}>
          <Select
            aria-label={t('overflow.hours')}
            value={draft.hoursId}
            onChange={(hoursId) => change({ hoursId })}
            options={[{ value: null, label: t('overflow.alwaysOpen') }, ...hours]}
          />
        </Form.Item>
        <Form.Item label={t('overflow.closed')}>
          <Checkbox
            checked={closed.voicemail}
            onChange={(event) => change({ closed: { ...closed, voicemail: event.target.checked } })}
          >
            {t('overflow.voicemail')}
          </Checkbox>
          <Checkbox
            checked={closed.callback}
            onChange={(event) => change({ closed: { ...closed, callback: event.target.checked } })}
          >
            {t('overflow.callback')}
          </Checkbox>
          <Select
            style={{ width: '100%', marginTop: 8 }}
            allowClear
            aria-label={t('overflow.closedQueue')}
            placeholder={t('admin.noKey')}
            prefix={t('overflow.closedQueue')}
            value={closed.queueId}
            onChange={(queueId: string | undefined) => change({ closed: { ...closed, queueId: queueId ?? null } })}
            options={queues}
          />
        </Form.Item>
        <h3>{t('overflow.rules')}</h3>
        <Rule
          label={t('overflow.size')}
          none={t('overflow.busy')}
          queues={queues}
          target={overflow.size}
          onTarget={(size) => setRule({ size })}
        />
        <Rule
          label={t('overflow.noSeat')}
          queues={queues}
          target={overflow.noSeat}
          onTarget={(noSeat) => setRule({ noSeat })}
        />
        <Rule
          label={t('overflow.longestWait')}
          queues={queues}
          target={overflow.longestWait?.target ?? null}
          seconds={overflow.longestWait?.afterSeconds ?? 120}
          onTarget={(target, afterSeconds) => setRule({ longestWait: target && { afterSeconds, target } })}
        />
        <Rule
          label={t('overflow.estimatedWait')}
          queues={queues}
          target={overflow.estimatedWait?.target ?? null}
          seconds={overflow.estimatedWait?.overSeconds ?? 300}
          onTarget={(target, overSeconds) => setRule({ estimatedWait: target && { overSeconds, target } })}
        />
      </Form>
    </SettingDrawer>
  );
}

/** A target that was chosen but not filled in yet cannot be saved. */
function isWholeTarget(target: OverflowTarget | null): boolean {
  if (target?.kind === 'queue') return target.queueId !== '';
  return target?.kind !== 'number' || OutsideNumber.safeParse(target.number).success;
}

function Rule({
  label,
  none,
  queues,
  target,
  seconds,
  onTarget,
}: {
  label: string;
  none?: string;
  queues: Named[];
  target: OverflowTarget | null;
  /** Absent for rules without a time. */
  seconds?: number;
  onTarget: (target: OverflowTarget | null, seconds: number) => void;
}) {
  const { t } = useTranslation();
  const set = (next: OverflowTarget | null) => onTarget(next, seconds ?? 0);
  const choose = (kind: OverflowTarget['kind'] | 'none') => {
    if (kind === 'none') set(null);
    else if (kind === 'queue') set({ kind, queueId: queues[0]?.value ?? '' });
    else if (kind === 'number') set({ kind, number: '', otherwise: 'message' });
    else set({ kind });
  };
  return (
    <div className="overflow-rule">
      <span>{label}</span>
      {seconds === undefined || target === null ? (
        <span />
      ) : (
        <InputNumber
          min={5}
          max={7200}
          precision={0}
          changeOnWheel={false}
          value={seconds}
          suffix={t('overflow.seconds')}
          aria-label={`${label} ${t('overflow.seconds')}`}
          onChange={(next) => next !== null && onTarget(target, next)}
        />
      )}
      <div className="overflow-target">
        <Select
          aria-label={label}
          value={target?.kind ?? 'none'}
          onChange={choose}
          options={[
            { value: 'none', label: none ?? t('overflow.none') },
            ...(['queue', 'number', 'voicemail', 'callback', 'message'] as const).map((value) => ({
              value,
              label: t(`overflow.target.${value}`),
            })),
          ]}
        />
        {target?.kind === 'queue' && (
          <Select
            aria-label={t('admin.queue')}
            value={target.queueId}
            onChange={(queueId) => set({ kind: 'queue', queueId })}
            options={queues}
          />
        )}
        {target?.kind === 'number' && (
          <>
            <Input
              aria-label={t('overflow.number')}
              placeholder={t('overflow.number')}
              inputMode="tel"
              value={target.number}
              status={isWholeTarget(target) ? '' : 'error'}
              onChange={(event) => set({ ...target, number: event.target.value })}
            />
            <Select
              aria-label={t('overflow.otherwise')}
              prefix={t('overflow.otherwise')}
              value={target.otherwise}
              onChange={(otherwise) => set({ ...target, otherwise })}
              options={numberFailures.map((value) => ({ value, label: t(`overflow.target.${value}`) }))}
            />
          </>
        )}
        {target?.kind === 'callback' && <p className="quiet small">{t('overflow.callbackHint')}</p>}
      </div>
    </div>
  );
}
