import { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { DeadlineCalendarEdit } from '@sansheng/shared/contracts/service-desk/deadline-calendars';
import { useQuery } from '@tanstack/react-query';
import { Segmented, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { nameOf, textLanguage } from '../../../language/language.ts';
import { request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSettings } from '../../settings/setting-kit/setting-table.tsx';
import { caseTypeInWords } from './case-type-in-words.ts';

/** The types of cases to be read: steps, acts, fields, and the clocks with whom they tell. */
export function CaseTypeBook() {
  const { t } = useTranslation();
  const list = useQuery({
    queryKey: ['admin', 'case-types'],
    queryFn: () => request(z.array(CaseType), 'GET', '/admin/case-types'),
  });
  const [chosen, setChosen] = useState<string>();
  const types = list.data ?? [];
  const type = types.find(({ key }) => key === chosen) ?? types[0];
  return (
    <>
      <p className="quiet" style={{ marginBottom: 10 }}>
        {t('deskSettings.typesIntro')}
      </p>
      {list.error && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      <Segmented
        value={type?.key ?? ''}
        onChange={setChosen}
        options={types.map(({ key, name }) => ({
          value: key,
          label: <span data-testid={`type-book-${key}`}>{name[textLanguage()]}</span>,
        }))}
      />
      {type !== undefined && <OneType type={type} types={types} />}
    </>
  );
}

function OneType({ type, types }: { type: CaseType; types: readonly CaseType[] }) {
  const { t } = useTranslation();
  const language = textLanguage();
  const words = caseTypeInWords(t, language, type, types);
  const calendars = useSettings('deadline-calendars', DeadlineCalendarEdit).data ?? [];
  const calendarOf = (calendarId: string) => {
    const found = calendars.find((one) => one.calendarId === calendarId);
    return found === undefined ? calendarId : nameOf(found);
  };
  const named = (key: string, isOptional: boolean) =>
    isOptional ? t('deskSettings.optional', { name: words.field(key) }) : words.field(key);
  return (
    <>
      <p>
        {t('deskSettings.openedBy')}: {words.who(type.openedBy)}
        <br />
        {t('deskSettings.asked')}: {type.asked.map(words.field).join(t('list.comma'))}
      </p>
      <Part
        title={t('deskSettings.clocks')}
        rows={type.clocks}
        columns={[
          { title: t('deskSettings.clock'), width: 130, render: (_, { name }) => name[language] },
          {
            title: t('deskSettings.budget'),
            render: (_, rule) => <Lines of={[...words.budgets(rule), words.starts(rule) ?? '']} />,
          },
          {
            title: t('deskSettings.calendar'),
            width: 190,
            render: (_, rule) => (
              <Lines
                of={[calendarOf(rule.calendarId), t(rule.pauses ? 'deskSettings.counted' : 'deskSettings.runsOn')]}
              />
            ),
          },
          { title: t('deskSettings.levels'), render: (_, rule) => <Lines of={words.levels(rule)} /> },
        ]}
      />
      <Part
        title={t('deskSettings.steps')}
        rows={type.steps}
        columns={[
          { title: t('deskSettings.step'), width: 200, render: (_, { name }) => name[language] },
          { title: t('deskSettings.state'), width: 200, render: (_, { state }) => t(`cases.states.${state}`) },
          {
            title: t('deskSettings.stuck'),
            render: (_, { stuckAfterMinutes }) =>
              stuckAfterMinutes === null ? t('deskSettings.never') : words.time(stuckAfterMinutes),
          },
        ]}
      />
      <Part
        title={t('deskSettings.acts')}
        rows={type.transitions}
        columns={[
          { title: t('deskSettings.act'), width: 130, render: (_, { name }) => name[language] },
          {
            title: t('deskSettings.way'),
            render: (_, { from, to }) =>
              `${from.map(words.step).join(t('list.comma'))} → ${to === null ? t('deskSettings.stays') : words.step(to)}`,
          },
          { title: t('deskSettings.who'), render: (_, { who }) => words.who(who) },
          {
            title: t('deskSettings.needs'),
            render: (_, { required, optional, text }) =>
              [
                ...required.map((key) => named(key, false)),
                ...(text === 'required' ? [t('deskSettings.reason')] : []),
                ...optional.map((key) => named(key, true)),
              ].join(t('list.comma')),
          },
          { title: t('deskSettings.effects'), render: (_, { effects }) => words.effects(effects) },
        ]}
      />
      <Part
        title={t('deskSettings.fields')}
        rows={type.fields}
        columns={[
          { title: t('deskSettings.field'), width: 200, render: (_, { name }) => name[language] },
          {
            title: t('deskSettings.kindOf'),
            render: (_, { kind, choices }) =>
              [t(`deskSettings.kinds.${kind}`), choices.map(({ name }) => name[language]).join(' / ')]
                .filter((part) => part !== '')
                .join(': '),
          },
          {
            title: t('deskSettings.visibility'),
            width: 200,
            render: (_, { visibility }) => t(`deskSettings.visibilities.${visibility}`),
          },
        ]}
      />
    </>
  );
}

function Part<Row extends { key: string }>({
  title,
  rows,
  columns,
}: {
  title: string;
  rows: Row[];
  columns: TableColumnsType<Row>;
}) {
  return (
    <>
      <h2 className="admin-part">{title}</h2>
      <section className="panel" style={{ padding: 8 }}>
        <Table<Row> size="small" rowKey="key" dataSource={rows} columns={columns} pagination={false} />
      </section>
    </>
  );
}

const Lines = ({ of }: { of: readonly string[] }) =>
  of
    .filter((line) => line !== '')
    .map((line) => (
      <div key={line} className="small">
        {line}
      </div>
    ));
