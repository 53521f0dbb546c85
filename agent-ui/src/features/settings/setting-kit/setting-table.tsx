import { PlusOutlined, SettingOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Popconfirm, Table, type TableColumnsType } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type Revised, revised } from './revised.ts';
import { useRevised } from './use-revised.ts';
import { nothing, Refused, request } from '../../../rest/rest.ts';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { SettingDrawer } from './setting-drawer.tsx';
import { freshRow } from './fresh-row.ts';
import { openRow } from '../../../ui/open-row.ts';
import './setting-kit.css';

export interface SettingKind<Row extends object> {
  /** Below `/admin/`, e.g. `queues`. */
  path: string;
  /** Key of the dictionary for the whole list. */
  word: string;
  row: z.ZodType<Row>;
  idField: keyof Row & string;
  nameOf(row: NoInfer<Row>): string;
  columns: TableColumnsType<Row>;
  /** Absent: by id. */
  order?: (row: Row, other: Row) => number;
  /** Fixed rows: nothing is added or removed. */
  isFixed?: boolean;
  /** What a new one starts with, in addition to the defaults of its schema. */
  fresh?: Partial<Row>;
  fields(isNew: boolean): ReactNode;
  /** Further actions in a row. */
  rowActions?(row: Row): ReactNode;
}

/** All rows of one kind of setting. */
export function useSettings<Row>(path: string, row: z.ZodType<Row>) {
  return useQuery({
    queryKey: ['admin', path],
    queryFn: () => request(z.array(revised(row)), 'GET', `/admin/${path}`),
  });
}

/** A list with an edit drawer: click a row to change it. */
export function SettingTable<Row extends object>({ kind }: { kind: SettingKind<Row> }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const list = useSettings(kind.path, kind.row);
  const [editing, setEditing] = useState<{ row: Revised<Row> | null } | null>(null);
  const [find, setFind] = useState('');
  const idOf = (row: Row) => String(row[kind.idField]);
  const asRead = (row: Row) => list.data?.find((one) => idOf(one) === idOf(row)) ?? null;

  const finish = async (said: string) => {
    void message.success(t(said));
    setEditing(null);
    await queries.invalidateQueries({ queryKey: ['admin'] });
    await queries.invalidateQueries({ queryKey: ['desk', 'settings'] });
  };
  const remove = useMutation({
    mutationFn: (row: Row) => {
      const path = `/admin/${kind.path}/${encodeURIComponent(idOf(row))}`;
      return request(nothing, 'DELETE', path, undefined, asRead(row)?.revision);
    },
    onSuccess: () => finish('admin.removed'),
    onError: async (error) => {
      sayRefusal(error);
      await list.refetch();
    },
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
          dataSource={kind.order === undefined ? rows : rows.toSorted(kind.order)}
          loading={list.isPending}
          pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
          onRow={(row) => openRow(() => setEditing({ row: asRead(row) }))}
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
  row: Revised<Row> | null;
  onClose: () => void;
  onSaved: () => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm();
  const { base, faster, forget, takeRefusal } = useRevised(kind.row, row);
  const save = useMutation({
    mutationFn: (values: object) => {
      const body = { ...base, ...values };
      if (base === null) return request(nothing, 'POST', `/admin/${kind.path}`, body);
      const path = `/admin/${kind.path}/${encodeURIComponent(String(base[kind.idField]))}`;
      return request(nothing, 'PUT', path, body, base.revision);
    },
    onMutate: forget,
    onSuccess: onSaved,
    onError: (error) => {
      const merged = takeRefusal(error, form.getFieldsValue() as object);
      if (merged !== null) form.setFieldsValue(merged);
      if (!(error instanceof Refused) || error.field === undefined) return;
      // `borrowFrom.1` is one of several in one field, `needs.0.skill` a field of its own: whichever of them the form
      // has.
      const name = error.field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
      const errors = [t('admin.fieldWrong')];
      form.setFields(name.map((_, i) => ({ name: name.slice(0, i + 1), errors })));
    },
  });
  return (
    <SettingDrawer
      title={t(row === null ? 'admin.addTitle' : 'admin.editTitle', { what: t(`admin.${kind.word}`) })}
      notice={{ faster, error: faster === null ? save.error : null }}
      isSaving={save.isPending}
      onSave={() => form.submit()}
      onClose={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={row ?? { ...freshRow(kind.row), ...kind.fresh }}
        onFinish={(values: Record<string, unknown>) =>
          save.mutate(
            // No new password; elsewhere an empty text means something.
            { ...values, password: values.password === '' ? undefined : values.password },
          )
        }
      >
        {kind.fields(row === null)}
      </Form>
    </SettingDrawer>
  );
}
