import {
  OpeningHoursEdit,
  PublicDays,
  PublicDaysFile,
  SpecialDayEdit,
} from '@sansheng/shared/contracts/settings/business-calendar';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, DatePicker, Form, Input, Modal, Popconfirm, Segmented, Table, Upload } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { nothing, request } from '../../../rest/rest.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Trouble } from '../../../ui/trouble.tsx';
import { usePublicDays } from './calendar-preview.tsx';
import { SpansInput, useSpansRule, writeSpans } from './calendar-spans.tsx';
import { useWeekInWords, WeekFields } from './week-fields.tsx';
import { NameFields } from '../setting-kit/name-fields.tsx';
import { IdField } from '../setting-kit/id-field.tsx';
import { SettingTable } from '../setting-kit/setting-table.tsx';
import './calendar.css';
import '../setting-kit/setting-kit.css';

const office = [{ from: '09:00', to: '18:00' }];
const views = ['hours', 'specialDays', 'publicDays'] as const;

/** Opening hours, the center's own days, and the public holidays. */
export function CalendarSettings() {
  const { t } = useTranslation();
  const [view, setView] = useState<(typeof views)[number]>('hours');
  return (
    <>
      <Segmented
        style={{ marginBottom: 12 }}
        value={view}
        onChange={setView}
        options={views.map((value) => ({ value, label: t(`calendar.${value}`) }))}
      />
      {view === 'hours' && <HoursTable />}
      {view === 'specialDays' && <SpecialDayTable />}
      {view === 'publicDays' && <PublicDayTable />}
    </>
  );
}

function HoursTable() {
  const { t } = useTranslation();
  const inWords = useWeekInWords();
  return (
    <SettingTable
      kind={{
        path: 'opening-hours',
        word: 'calendar',
        row: OpeningHoursEdit,
        idField: 'hoursId',
        nameOf,
        fresh: { weekly: [office, office, office, office, office, [], []], holiday: [], makeUp: null },
        columns: [
          { title: t('admin.id'), dataIndex: 'hoursId', width: 150 },
          { title: t('admin.name'), width: 180, render: (_, row) => nameOf(row) },
          { title: t('calendar.weekly'), render: (_, row) => inWords(row) },
        ],
        fields: (isNew) => <HoursFields isNew={isNew} />,
      }}
    />
  );
}

function HoursFields({ isNew }: { isNew: boolean }) {
  return (
    <>
      <IdField name="hoursId" isNew={isNew} />
      <NameFields />
      <WeekFields />
    </>
  );
}

function DateInput({
  id,
  value,
  onChange,
  disabled,
}: {
  id?: string;
  value?: string;
  onChange?: (date: string) => void;
  disabled: boolean;
}) {
  return (
    <DatePicker
      {...(id !== undefined && { id })}
      style={{ width: '100%' }}
      disabled={disabled}
      value={value === undefined ? null : dayjs(value)}
      onChange={(date) => date && onChange?.(date.format('YYYY-MM-DD'))}
    />
  );
}

function SpecialDayTable() {
  const { t } = useTranslation();
  const spansRule = useSpansRule();
  return (
    <SettingTable
      kind={{
        path: 'special-days',
        word: 'calendar',
        row: SpecialDayEdit,
        idField: 'date',
        nameOf: (day) => `${day.date} ${nameOf(day)}`,
        fresh: { spans: [] },
        columns: [
          { title: t('calendar.date'), dataIndex: 'date', width: 150 },
          { title: t('admin.name'), render: (_, day) => nameOf(day) },
          { title: t('calendar.spans'), render: (_, day) => writeSpans(day.spans) || t('calendar.closedAllDay') },
        ],
        fields: (isNew) => (
          <>
            <Form.Item name="date" label={t('calendar.date')} rules={[{ required: true }]}>
              <DateInput disabled={!isNew} />
            </Form.Item>
            <NameFields />
            <Form.Item name="spans" label={t('calendar.spans')} extra={t('calendar.spansHint')} rules={[spansRule]}>
              <SpansInput />
            </Form.Item>
          </>
        ),
      }}
    />
  );
}

function PublicDayTable() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const known = usePublicDays();
  const [chosen, setChosen] = useState<string | null>(null);
  const [isImporting, setImporting] = useState(false);
  const years = known.data?.years ?? [];
  const year = chosen ?? years.at(-1) ?? '';
  const days = known.data?.days.filter(({ date }) => date.startsWith(year)) ?? [];
  const takeBack = useMutation({
    mutationFn: () => request(nothing, 'DELETE', `/admin/public-days/${year}`),
    onSuccess: async () => {
      void message.success(t('admin.removed'));
      await queries.invalidateQueries({ queryKey: ['admin', 'public-days'] });
    },
  });
  return (
    <>
      <div className="admin-bar">
        <Segmented value={year} onChange={setChosen} options={years.slice(-6)} />
        <span className="admin-actions">
          {days.some((day) => day.isImported) && (
            <Popconfirm title={t('calendar.takeBackSure', { year })} onConfirm={() => takeBack.mutate()}>
              <Button>{t('calendar.takeBack')}</Button>
            </Popconfirm>
          )}
          <Button type="primary" onClick={() => setImporting(true)}>
            {t('calendar.import')}
          </Button>
        </span>
      </div>
      {(known.error ?? takeBack.error) && <Trouble error={known.error ?? takeBack.error} />}
      <section className="panel" style={{ padding: 8 }}>
        <Table
          size="small"
          rowKey="date"
          dataSource={days}
          loading={known.isPending}
          pagination={false}
          columns={[
            { title: t('calendar.date'), width: 180, render: (_, day) => dayjs(day.date).format('YYYY-MM-DD ddd') },
            { title: t('admin.name'), render: (_, day) => nameOf(day) },
            {
              title: '',
              width: 140,
              render: (_, day) => (
                <StateMark tone={day.isWorking ? 'talking' : 'ready'}>
                  {t(day.isWorking ? 'calendar.working' : 'calendar.off')}
                </StateMark>
              ),
            },
            {
              title: '',
              width: 160,
              render: (_, day) => (
                <span className="quiet">{t(day.isImported ? 'calendar.imported' : 'calendar.builtIn')}</span>
              ),
            },
          ]}
        />
      </section>
      {isImporting && <ImportDialog onClose={() => setImporting(false)} onDone={setChosen} />}
    </>
  );
}

function ImportDialog({ onClose, onDone }: { onClose: () => void; onDone: (year: string | null) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const file = readFile(text);
  const send = useMutation({
    mutationFn: () => request(PublicDays, 'POST', '/admin/public-days', file),
    onSuccess: (days) => {
      queries.setQueryData(['admin', 'public-days'], days);
      onDone(days.days.findLast((day) => day.isImported)?.date.slice(0, 4) ?? null);
      void message.success(t('admin.saved'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('calendar.importTitle')}
      okText={t('calendar.import')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: file === null }}
      confirmLoading={send.isPending}
      onCancel={onClose}
      onOk={() => send.mutate()}
    >
      {send.error && <Trouble error={send.error} />}
      <p className="quiet">{t('calendar.importHint')}</p>
      <Upload
        accept=".json,application/json"
        showUploadList={false}
        beforeUpload={async (chosen) => {
          setText(await chosen.text());
          return false;
        }}
      >
        <Button>{t('calendar.chooseFile')}</Button>
      </Upload>
      <Input.TextArea
        style={{ marginTop: 10 }}
        rows={8}
        value={text}
        aria-label={t('calendar.importTitle')}
        placeholder='{"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}'
        onChange={(event) => setText(event.target.value)}
      />
      {text !== '' && file === null && <Alert type="error" title={t('calendar.importWrong')} />}
    </Modal>
  );
}

/** Null when it is not a file of holidays. */
function readFile(text: string) {
  try {
    return PublicDaysFile.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
