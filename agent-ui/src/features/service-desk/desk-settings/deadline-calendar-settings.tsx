import { DeadlineCalendarEdit } from '@sansheng/shared/contracts/service-desk/deadline-calendars';
import { access, may } from '@sansheng/shared/domain/access';
import { Form, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { useWeekInWords, WeekFields } from '../../settings/business-calendar/week-fields.tsx';
import { NameFields } from '../../settings/setting-kit/name-fields.tsx';
import { IdField } from '../../settings/setting-kit/id-field.tsx';
import { SettingTable } from '../../settings/setting-kit/setting-table.tsx';
import { EarlierTimes } from './earlier-times.tsx';
import { RecountState } from './recount-state.tsx';

const office = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '18:00' },
];

export function DeadlineCalendarSettings() {
  const { t } = useTranslation();
  const { me } = useSession();
  const inWords = useWeekInWords();
  return (
    <>
      <p className="quiet" style={{ marginBottom: 10 }}>
        {t('deskSettings.calendarHint')}
      </p>
      <SettingTable
        kind={{
          path: 'deadline-calendars',
          word: 'deadlineCalendars',
          row: DeadlineCalendarEdit,
          idField: 'calendarId',
          nameOf,
          fresh: { weekly: [office, office, office, office, office, [], []], holiday: [], makeUp: null },
          columns: [
            { title: t('admin.id'), dataIndex: 'calendarId', width: 150 },
            { title: t('admin.name'), width: 180, render: (_, row) => nameOf(row) },
            {
              title: t('admin.weekly'),
              render: (_, row) => (row.isAlwaysOpen ? t('deskSettings.always') : inWords(row)),
            },
            {
              title: t('deskSettings.recount'),
              width: 300,
              render: (_, { calendarId }) => <RecountState calendarId={calendarId} />,
            },
          ],
          fields: (isNew) => (
            <>
              <IdField name="calendarId" isNew={isNew} />
              <NameFields />
              <Form.Item
                name="isAlwaysOpen"
                label={t('admin.isAlwaysOpen')}
                extra={t('deskSettings.alwaysHint')}
                valuePropName="checked"
              >
                <Switch />
              </Form.Item>
              <Form.Item noStyle dependencies={['isAlwaysOpen']}>
                {({ getFieldValue }) => (
                  <div hidden={getFieldValue('isAlwaysOpen') === true}>
                    <WeekFields />
                    <Form.Item
                      name="weekly"
                      rules={[
                        {
                          validator: (_, weekly: unknown[][]) =>
                            getFieldValue('isAlwaysOpen') === true || weekly.some((spans) => spans.length > 0)
                              ? Promise.resolve()
                              : Promise.reject(new Error(t('deskSettings.noHours'))),
                        },
                      ]}
                    >
                      <OnlyItsFault />
                    </Form.Item>
                  </div>
                )}
              </Form.Item>
            </>
          ),
        }}
      />
      {may(me, access.earlierTimes) && <EarlierTimes />}
    </>
  );
}

/** The days stand above; here is said what is wrong with them together. */
const OnlyItsFault = () => null;
