import type { AuditEntry } from '@sansheng/shared/contracts/settings/audit';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { actionInWords } from './audit-actions.ts';

type Entry = z.infer<typeof AuditEntry>;

/** Actions of a program with somebody's token. */
const ByToken = z.object({ byToken: z.object({ name: z.string() }) });

export function AuditAuthor({ entry: { employeeNo, detail } }: { entry: Entry }) {
  const { t } = useTranslation();
  const program = ByToken.safeParse(detail).data?.byToken;
  return (
    <>
      {employeeNo}
      {program && (
        <Tag style={{ marginLeft: 6 }} title={program.name}>
          {t('account.byToken')}
        </Tag>
      )}
    </>
  );
}

/** The second entry of an act that came to nothing. */
const NotDone = z.object({ notDone: z.string() });

export function AuditAct({ entry: { action, detail } }: { entry: Entry }) {
  const { t } = useTranslation();
  const why = NotDone.safeParse(detail).data?.notDone;
  return (
    <>
      <span title={action}>{actionInWords(t, action)}</span>
      {why !== undefined && (
        <Tag color="warning" style={{ marginLeft: 6 }} title={t(`errors.${why}`)}>
          {t('audit.notDone')}
        </Tag>
      )}
    </>
  );
}
