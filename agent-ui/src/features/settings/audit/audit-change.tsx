import { access, may } from '@sansheng/shared/domain/access';
import { AuditComparison, type AuditEntry } from '@sansheng/shared/contracts/settings/audit';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useSession } from '../../people/sign-in/session.tsx';
import { nothing, Refused, request } from '../../../rest/rest.ts';
import { settingInWords } from '../../../ui/in-words.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import './audit.css';

const Side = z.record(z.string(), z.unknown()).nullable();
const Change = z.object({ before: Side, after: Side });

/** Before, after and now, field by field; with undo. */
export function AuditChange({ entry }: { entry: z.infer<typeof AuditEntry> }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const path = `/admin/audit/${encodeURIComponent(entry.auditId)}`;
  const compared = useQuery({
    queryKey: ['audit', 'compared', entry.auditId],
    queryFn: () => request(AuditComparison, 'GET', path),
  });
  const takeBack = useMutation({
    mutationFn: (force: boolean) => request(nothing, 'POST', `${path}/take-back`, { force }),
    onSuccess: async () => {
      void message.success(t('routing.takenBack'));
      await queries.invalidateQueries({ queryKey: ['audit'] });
      await queries.invalidateQueries({ queryKey: ['admin'] });
    },
    onError: (error) => {
      const code = error instanceof Refused ? error.code : 'internal';
      if (code !== 'conflict') return void message.error(t(`errors.${code}`));
      modal.confirm({
        title: t('routing.takeBackForce'),
        okText: t('routing.takeBackForceYes'),
        cancelText: t('action.cancel'),
        onOk: () => takeBack.mutate(true),
      });
    },
  });
  if (compared.isPending) return <Skeleton active paragraph={{ rows: 2 }} />;
  if (compared.error) return <Trouble error={compared.error} onRetry={() => void compared.refetch()} />;
  const change = Change.safeParse(entry.detail);
  if (!change.success) return <code>{JSON.stringify(entry.detail)}</code>;
  const { before, after } = change.data;
  const { now, canTakeBack, hasChangedSince } = compared.data;
  const wordOf = (name: string) => t([`admin.${name}`, `routing.${name}`], { defaultValue: name });
  const show = (values: Record<string, unknown> | null, name: string) =>
    values === null || values[name] === undefined ? t('routing.absent') : settingInWords(t, name, values[name]);
  return (
    <>
      <table className="audit-change">
        <thead>
          <tr>
            <th>{t('routing.field')}</th>
            <th>{t('routing.before')}</th>
            <th>{t('routing.after')}</th>
            {canTakeBack && <th>{t('routing.now')}</th>}
          </tr>
        </thead>
        <tbody>
          {Object.keys({ ...before, ...after }).map((name) => (
            <tr key={name}>
              <th>{wordOf(name)}</th>
              <td>{show(before, name)}</td>
              <td>{show(after, name)}</td>
              {canTakeBack && <td data-differs={show(now, name) !== show(after, name)}>{show(now, name)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="admin-actions" style={{ marginTop: 8, alignItems: 'center' }}>
        {hasChangedSince && <span className="quiet">{t('routing.changedSince')}</span>}
        {!canTakeBack && <span className="quiet">{t('routing.notTakeable')}</span>}
        {canTakeBack && may(me, access.administration) && (
          <Button size="small" loading={takeBack.isPending} onClick={() => takeBack.mutate(false)}>
            {t('routing.takeBack')}
          </Button>
        )}
      </div>
    </>
  );
}
