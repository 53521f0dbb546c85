import { PlusOutlined, SettingOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input, Popconfirm, Table, type TableColumnsType } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { nothing, Refused, request } from '../../rest/rest.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { useSayRefusal } from '../../ui/say-refusal.ts';
import { Trouble } from '../../ui/trouble.tsx';

export interface SettingKind<Row extends object> {
  /** Below `/admin/`, e.g. `queues`. */
  path: string;
  /** Word of the dictionary for the whole list. */
  word: string;
  row: z.ZodType<Row>;
  idField: keyof Row & string;
  nameOf(row: NoInfer<Row>): string;
  columns: TableColumnsType<Row>;
  /** What is there stays: nothing is added or removed. */
  isFixed?: boolean;
  /** What a new one starts with. */
  fresh: Partial<Row>;
  fields(isNew: boolean): ReactNode;
  /** Further actions in a row. */
  rowActions?(row: Row): ReactNode;
}

/** All rows of one kind of setting. */
export function useSettings<Row>(path: string, row: z.ZodType<Row>) {
  return useQuery({ queryKey: ['admin', path], queryFn: () => request(z.array(row), 'GET', `/admin/${path}`) });
}

/** A list with an edit drawer: click a row to change it. */
export function SettingTable<Row extends object>({ kind }: { kind: SettingKind<Row> }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const list = useSettings(kind.path, kind.row);
  const [editing, setEditing] = useState<{ row: Row | null } | null>(null);
  const [find, setFind] = useState('');
  const idOf = (row: Row) => String(row[kind.idField]);

  const finish = async (said: string) => {
    void message.success(t(said));
    setEditing(null);
    await queries.invalidateQueries({ queryKey: ['admin'] });
    await queries.invalidateQueries({ queryKey: ['desk', 'settings'] });
  };
  const remove = useMutation({
    mutationFn: (row: Row) => request(nothing, 'DELETE', `/admin/${kind.path}/${encodeURIComponent(idOf(row))}`),
    onSuccess: () => finish('admin.removed'),
    onError: sayRefusal,
  });

  const rows = useMemo(() => {
    const wanted = find.trim().toLowerCase();
    return (list.data ?? []).filter((row) => wanted === '' || JSON.stringify(row).toLowerCase().includes(wanted));
  }, [list.data, find]);

  return (
    <>
      {!kind.isFixed && (
        <div className="admin-bar">
          <Input
            allowClear
            value={find}
            style={{ width: 220 }}
            placeholder={t('admin.find')}
            aria-label={t('admin.find')}
            onChange={(event) => setFind(event.target.value)}
          />
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing({ row: null })}>
            {t('action.add')}
          </Button>
        </div>
      )}
      {list.error && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      <section className="panel" style={{ padding: 8 }}>
        <Table<Row>
          size="small"
          rowKey={idOf}
          dataSource={rows}
          loading={list.isPending}
          pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
          onRow={(row) => ({ onClick: () => setEditing({ row }), style: { cursor: 'pointer' } })}
          locale={{
            emptyText: (
              <EmptyHint icon={<SettingOutlined />} title={t('admin.empty')}>
                {t('admin.emptyHint')}
              </EmptyHint>
            ),
          }}
          columns={[
            ...kind.columns,
            {
              title: '',
              align: 'right',
              width: kind.rowActions ? 210 : kind.isFixed ? 10 : 120,
              render: (_, row) => (
                <span
                  className="admin-actions"
                  role="presentation"
                  onClick={(event) => event.stopPropagation()}
                  onKeyDown={(event) => event.stopPropagation()}
                >
                  {kind.rowActions?.(row)}
                  {!kind.isFixed && (
                    <Popconfirm
                      title={t('admin.removeSure', { name: kind.nameOf(row) })}
                      okText={t('action.remove')}
                      cancelText={t('action.cancel')}
                      onConfirm={() => remove.mutate(row)}
                    >
                      <Button type="link" size="small" danger>
                        {t('action.remove')}
                      </Button>
                    </Popconfirm>
                  )}
                </span>
              ),
            },
          ]}
        />
      </section>
      {editing && (
        <EditDrawer
          kind={kind}
          row={editing.row}
          onClose={() => setEditing(null)}
          onSaved={() => void finish('admin.saved')}
        />
      )}
    </>
  );
}

function EditDrawer<Row extends object>({
  kind,
  row,
  onClose,
  onSaved,
}: {
  kind: SettingKind<Row>;
  row: Row | null;
  onClose: () => void;
  onSaved: () => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm();
  const save = useMutation({
    mutationFn: (values: object) => {
      const body = { ...row, ...values };
      return row === null
        ? request(nothing, 'POST', `/admin/${kind.path}`, body)
        : request(nothing, 'PUT', `/admin/${kind.path}/${encodeURIComponent(String(row[kind.idField]))}`, body);
    },
    onSuccess: onSaved,
    onError: (error) => {
      if (!(error instanceof Refused) || error.field === undefined) return;
      form.setFields([{ name: error.field.split('.'), errors: [t('admin.fieldWrong')] }]);
    },
  });
  return (
    <Drawer
      open
      size={440}
      title={t(row === null ? 'admin.addTitle' : 'admin.editTitle', { what: t(`admin.${kind.word}`) })}
      onClose={onClose}
      footer={
        <div className="admin-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t('action.save')}
          </Button>
        </div>
      }
    >
      {save.error && (
        <div style={{ marginBottom: 14 }}>
          <Trouble error={save.error} />
        </div>
      )}
      <Form
        form={form}
        layout="vertical"
        initialValues={row ?? kind.fresh}
        onFinish={(values: Record<string, unknown>) =>
          save.mutate(
            // No new password; elsewhere an empty text means something.
            { ...values, password: values.password === '' ? undefined : values.password },
          )
        }
      >
        {kind.fields(row === null)}
      </Form>
    </Drawer>
  );
}
