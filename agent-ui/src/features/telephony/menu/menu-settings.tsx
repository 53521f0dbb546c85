import { MenuDetail, MenuSummary } from '@sansheng/shared/contracts/telephony/menu';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApartmentOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Modal, Popconfirm, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { nameOf } from '../../../language/language.ts';
import { nothing, Refused, request } from '../../../rest/rest.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Trouble } from '../../../ui/trouble.tsx';
import { MenuEditor } from './menu-editor.tsx';
import { useMenuFacts } from './menu-queries.ts';
import './menu-editor.css';
import { NameFields } from '../../settings/setting-kit/name-fields.tsx';
import '../../settings/setting-kit/setting-kit.css';

/** All menus; one of them opens in the editor. */
export function MenuSettings() {
  const { t } = useTranslation();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const [open, setOpen] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const list = useQuery({
    queryKey: ['admin', 'menus'],
    queryFn: () => request(z.array(MenuSummary), 'GET', '/admin/menus'),
  });
  const remove = useMutation({
    mutationFn: (menuId: string) => request(nothing, 'DELETE', `/admin/menus/${menuId}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['admin'] }),
    onError: sayRefusal,
  });
  if (open !== null) return <MenuEditor key={open} menuId={open} onClose={() => setOpen(null)} />;
  return (
    <>
      <div className="admin-bar">
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('menus.add')}
        </Button>
      </div>
      {list.error && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      <section className="panel" style={{ padding: 8 }}>
        <Table<MenuSummary>
          size="small"
          rowKey="menuId"
          dataSource={list.data ?? []}
          loading={list.isPending}
          pagination={false}
          onRow={(menu) => ({ onClick: () => setOpen(menu.menuId), style: { cursor: 'pointer' } })}
          locale={{
            emptyText: (
              <EmptyHint icon={<ApartmentOutlined />} title={t('menus.empty')}>
                {t('menus.emptyHint')}
              </EmptyHint>
            ),
          }}
          columns={[
            { title: t('admin.id'), dataIndex: 'menuId', width: 180 },
            { title: t('admin.name'), render: (_, menu) => nameOf(menu) },
            {
              title: t('admin.hotlines'),
              render: (_, { hotlines }) =>
                hotlines.length === 0 ? (
                  <span className="quiet">{t('menus.noHotline')}</span>
                ) : (
                  <span className="figures">{hotlines.join(t('list.comma'))}</span>
                ),
            },
            {
              title: t('menus.versions'),
              render: (_, { publishedVersion, hasChanges }) => (
                <span className="menu-marks">
                  <StateMark tone={publishedVersion === null ? 'offline' : 'ready'}>
                    {publishedVersion === null
                      ? t('menus.neverPublished')
                      : t('menus.published', { version: publishedVersion })}
                  </StateMark>
                  {hasChanges && publishedVersion !== null && (
                    <StateMark tone="offered">{t('menus.hasChanges')}</StateMark>
                  )}
                </span>
              ),
            },
            {
              title: '',
              align: 'right',
              width: 120,
              render: (_, menu) => (
                <span
                  role="presentation"
                  onClick={(event) => event.stopPropagation()}
                  onKeyDown={(event) => event.stopPropagation()}
                >
                  <Popconfirm
                    title={t('menus.removeSure', { name: nameOf(menu) })}
                    okText={t('action.remove')}
                    cancelText={t('action.cancel')}
                    onConfirm={() => remove.mutate(menu.menuId)}
                  >
                    <Button type="link" size="small" danger disabled={menu.hotlines.length > 0}>
                      {t('action.remove')}
                    </Button>
                  </Popconfirm>
                </span>
              ),
            },
          ]}
        />
      </section>
      {isAdding && (
        <AddMenu
          onClose={() => setAdding(false)}
          onAdded={(menuId) => {
            setAdding(false);
            setOpen(menuId);
          }}
        />
      )}
    </>
  );
}

function AddMenu({ onClose, onAdded }: { onClose: () => void; onAdded: (menuId: string) => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm();
  const { queues } = useMenuFacts();
  const add = useMutation({
    mutationFn: (values: object) => request(MenuDetail, 'POST', '/admin/menus', values),
    onSuccess: ({ menuId }) => onAdded(menuId),
    onError: (error) => {
      if (error instanceof Refused && error.field !== undefined) {
        form.setFields([{ name: error.field.split('.'), errors: [t('admin.fieldWrong')] }]);
      }
    },
  });
  return (
    <Modal
      open
      title={t('menus.add')}
      okText={t('action.add')}
      cancelText={t('action.cancel')}
      confirmLoading={add.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {add.error && <Trouble error={add.error} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values: object) => add.mutate(values)}>
        <Form.Item
          name="menuId"
          label={t('admin.id')}
          extra={t('admin.idHint')}
          rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9-]{0,39}$/, message: t('admin.idHint') }]}
        >
          <Input autoFocus />
        </Form.Item>
        <NameFields />
        <Form.Item name="fallbackQueueId" label={t('menus.fallbackQueue')} rules={[{ required: true }]}>
          <Select
            options={queues
              .filter(({ isActive }) => isActive)
              .map((queue) => ({ value: queue.queueId, label: nameOf(queue) }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
