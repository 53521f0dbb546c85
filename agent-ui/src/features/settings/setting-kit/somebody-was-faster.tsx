import type { Conflict } from '@sansheng/shared/contracts/errors';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../../ui/format.ts';
import { settingInWords } from '../../../ui/in-words.ts';
import { useSession } from '../../people/sign-in/session.tsx';

/** The values read, the values in the form, and the current values because somebody else was faster. */
export interface Faster {
  conflict: Conflict;
  read: Record<string, unknown>;
  typed: Record<string, unknown>;
  theirs: string[];
  both: string[];
}

/** Shows who was faster and what differs; what was typed is still in the form. */
export function SomebodyWasFaster({
  faster: { conflict, read, typed, theirs, both },
  words = [],
  inWords,
}: {
  faster: Faster;
  /** Where the words of its fields stand, before those of settings, e.g. `cases`. */
  words?: string[];
  /** A value in words; undefined: as settings say it. */
  inWords?: (name: string, value: unknown) => string | undefined;
}) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { by, now } = conflict;
  const wordOf = (name: string) =>
    t(
      [...words, 'admin', 'routing', 'overflow'].map((chapter) => `${chapter}.${name}`),
      { defaultValue: name },
    );
  const time = by && formatClock(by.atMs, me.timeZone, 'MM-DD HH:mm');
  const said = (name: string, values: Record<string, unknown>) =>
    inWords?.(name, values[name]) ?? settingInWords(t, name, values[name]);
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="somebody-was-faster"
      style={{ marginBottom: 14 }}
      title={by === null ? t('admin.fasterSomebody') : t('admin.faster', { who: `${by.name} ${by.employeeNo}`, time })}
      description={
        <>
          <p>{t('admin.fasterHint')}</p>
          <ul style={{ margin: '6px 0 0', paddingInlineStart: 18 }}>
            {theirs.map((name) => (
              <li key={name}>
                {t('admin.fasterTheirs', { field: wordOf(name), from: said(name, read), to: said(name, now) })}
              </li>
            ))}
            {both.map((name) => (
              <li key={name}>
                {t('admin.fasterBoth', { field: wordOf(name), theirs: said(name, now), own: said(name, typed) })}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
