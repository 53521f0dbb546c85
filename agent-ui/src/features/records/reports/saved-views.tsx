import { DeleteOutlined, SaveOutlined } from '@ant-design/icons';
import { ReportView } from '@sansheng/shared/contracts/records/reports';
import { mayMailReports } from '@sansheng/shared/domain/report-mail';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Popover, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { z } from 'zod';
import { useSession } from '../../people/sign-in/session.tsx';
import { nothing, queryString, request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import './reports.css';

/** Saved views; each is an address that can be sent to somebody. */
export function SavedViews() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { message, modal } = App.useApp();
  const { pathname, search } = useLocation();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const saved = useQuery({
    queryKey: ['reports', 'views'],
    queryFn: () => request(z.object({ views: z.array(ReportView) }), 'GET', '/reports/views'),
  });
  const save = useMutation({
    mutationFn: () => request(ReportView, 'POST', '/reports/views', { name, path: pathname + search }),
    onSuccess: async () => {
      setName('');
      message.success(t('admin.saved'));
      await queryClient.invalidateQueries({ queryKey: ['reports', 'views'] });
    },
  });
  const remove = useMutation({
    mutationFn: ({ viewId, usedBy }: ReportView) =>
      request(nothing, 'DELETE', `/reports/views/${viewId}${queryString({ fromMails: String(usedBy.length > 0) })}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['reports'] }),
  });
  const maySend = mayMailReports(me.roles);
  function askToRemove(view: ReportView) {
    const mails = view.usedBy.join(t('list.comma'));
    const title = t('figures.saved.removeSure', { name: view.name });
    if (mails !== '' && !maySend)
      return void modal.warning({ title, content: t('figures.saved.cannotRemove', { mails }) });
    modal.confirm({
      title,
      content: mails === '' ? t('figures.saved.removeHint') : t('figures.saved.usedBy', { mails }),
      okText: mails === '' ? t('action.remove') : t('figures.saved.removeFromMails'),
      okButtonProps: { danger: true },
      cancelText: t('action.cancel'),
      onOk: () => remove.mutateAsync(view).catch(() => {}),
    });
  }
  const trouble = save.error ?? remove.error ?? saved.error;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div className="saved-views">
          {saved.data?.views.map((view) => (
            <div key={view.viewId}>
              <Link to={view.path}>{view.name}</Link>
              {view.may.remove && (
                <Button
                  type="text"
                  size="small"
                  aria-label={`${t('action.remove')} ${view.name}`}
                  icon={<DeleteOutlined />}
                  onClick={() => askToRemove(view)}
                />
              )}
            </div>
          ))}
          {saved.data?.views.length === 0 && <p className="quiet">{t('figures.saved.none')}</p>}
          {trouble && <Trouble error={trouble} />}
          <Space.Compact>
            <Input
              aria-label={t('figures.saved.name')}
              placeholder={t('figures.saved.name')}
              maxLength={64}
              value={name}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={() => name.trim() !== '' && save.mutate()}
            />
            <Button
              icon={<SaveOutlined />}
              disabled={name.trim() === ''}
              loading={save.isPending}
              onClick={() => save.mutate()}
            >
              {t('action.save')}
            </Button>
          </Space.Compact>
        </div>
      }
    >
      <Button type="text">{t('figures.saved.title')}</Button>
    </Popover>
  );
}
