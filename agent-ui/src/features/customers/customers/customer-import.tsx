import { InboxOutlined } from '@ant-design/icons';
import { CustomerImport, type ImportLine, knownNumberPolicies } from '@sansheng/shared/contracts/customers/customers';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Progress, Radio, Statistic, Table, Upload } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { queryString, request } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { useSession } from '../../people/sign-in/session.tsx';
import './customers.css';

const LOOK_EVERY_MS = 400;
const Imports = z.object({ imports: z.array(CustomerImport.omit({ faults: true })) });

/** A file is checked first; the import does exactly what the check says, or nothing. */
export function CustomerImportDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [policy, setPolicy] = useState<(typeof knownNumberPolicies)[number]>('skip');
  const [importId, setImportId] = useState<string | null>(null);
  const current = useQuery({
    queryKey: ['customer-imports', importId],
    queryFn: () => request(CustomerImport, 'GET', `/customer-imports/${importId}`),
    enabled: importId !== null,
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.state === 'checking' || state.data.state === 'importing'
        ? LOOK_EVERY_MS
        : false,
  });
  const isDone = current.data?.state === 'done';
  useEffect(() => {
    if (isDone) void queries.invalidateQueries({ queryKey: ['customers'] });
  }, [isDone, queries]);
  const upload = useMutation({
    mutationFn: (file: File) =>
      request(CustomerImport, 'POST', `/customer-imports${queryString({ fileName: file.name, policy })}`, file),
    onSuccess: (made) => setImportId(made.importId),
  });
  return (
    <Drawer open size={680} title={t('customers.importTitle')} onClose={onClose}>
      {upload.error && <Trouble error={upload.error} />}
      {importId === null ? (
        <div className="customer-import">
          <p className="quiet small">{t('customers.importHint')}</p>
          <div>
            {t('customers.importPolicy')}
            {t('list.colon')}
            <Radio.Group
              value={policy}
              onChange={(event) => setPolicy(event.target.value as typeof policy)}
              options={knownNumberPolicies.map((value) => ({ value, label: t(`customers.importPolicies.${value}`) }))}
            />
          </div>
          <Upload.Dragger
            accept=".xlsx,.csv"
            showUploadList={false}
            disabled={upload.isPending}
            beforeUpload={(file) => {
              upload.mutate(file);
              return false;
            }}
          >
            <p className="ant-upload-drag-icon">
              <InboxOutlined />
            </p>
            <p>{t('customers.importChoose')}</p>
          </Upload.Dragger>
          <EarlierImports onOpen={setImportId} />
        </div>
      ) : (
        <>
          {current.error && <Trouble error={current.error} onRetry={() => void current.refetch()} />}
          {current.data && <OneImport made={current.data} onNew={() => setImportId(null)} />}
        </>
      )}
    </Drawer>
  );
}

function OneImport({ made, onNew }: { made: CustomerImport; onNew: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const go = useMutation({
    mutationFn: (what: 'start' | 'cancel') =>
      request(CustomerImport, 'POST', `/customer-imports/${made.importId}/${what}`, {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['customer-imports'] }),
  });
  const isBusy = made.state === 'checking' || made.state === 'importing';
  const willWrite = made.added + made.changed;
  const percent = made.lines === 0 ? 0 : Math.round((made.linesDone / made.lines) * 100);
  return (
    <div className="customer-import">
      <div>
        <b>{made.fileName}</b> <span data-testid="import-state">{t(`customers.importStates.${made.state}`)}</span>
      </div>
      {isBusy && <Progress percent={percent} status="active" />}
      {made.failure !== null && <Alert type="error" showIcon title={t(`customers.importFailures.${made.failure}`)} />}
      {go.error && <Trouble error={go.error} />}
      {!isBusy && made.failure === null && (
        <div className="import-counts">
          {(['added', 'changed', 'skipped', 'faulty'] as const).map((count) => (
            <Statistic key={count} title={t(`customers.importCounts.${count}`)} value={made[count]} />
          ))}
        </div>
      )}
      <div style={{ display: 'flex', gap: 8 }}>
        {made.state === 'checked' && (
          <>
            <Button
              type="primary"
              disabled={willWrite === 0}
              loading={go.isPending}
              data-testid="import-go"
              onClick={() => go.mutate('start')}
            >
              {willWrite === 0 ? t('customers.importNothing') : t('customers.importGo', { n: willWrite })}
            </Button>
            <Button onClick={() => go.mutate('cancel')}>{t('action.cancel')}</Button>
          </>
        )}
        {!isBusy && made.state !== 'checked' && <Button onClick={onNew}>{t('customers.importNew')}</Button>}
      </div>
      {made.faults.length > 0 && (
        <Table<ImportLine>
          size="small"
          rowKey={(fault) => `${fault.line} ${fault.column}`}
          dataSource={made.faults}
          pagination={{ pageSize: 20, size: 'small', showSizeChanger: false }}
          {...(made.faulty > made.faults.length && {
            footer: () => t('customers.importFaultsCut', { n: made.faults.length }),
          })}
          columns={[
            { title: t('customers.importLine'), dataIndex: 'line', width: 70 },
            { title: t('screenPop.name'), dataIndex: 'name', width: 140, ellipsis: true },
            {
              title: t('customers.importColumn'),
              width: 120,
              render: (_, { column }) => t(`customers.columns.${column}`, { defaultValue: column }),
            },
            { title: t('customers.importFault'), render: (_, { fault }) => t(`customers.importFaults.${fault}`) },
          ]}
        />
      )}
    </div>
  );
}

function EarlierImports({ onOpen }: { onOpen: (importId: string) => void }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const list = useQuery({
    queryKey: ['customer-imports'],
    queryFn: () => request(Imports, 'GET', '/customer-imports'),
  });
  const imports = list.data?.imports ?? [];
  if (imports.length === 0) return null;
  return (
    <>
      <h3>{t('customers.importHistory')}</h3>
      <ol className="contacts">
        {imports.map((one) => (
          <li key={one.importId}>
            <span className="figures quiet">{formatClock(one.atMs, me.timeZone, 'YYYY-MM-DD HH:mm')}</span>
            <span>{t(`customers.importStates.${one.state}`)}</span>
            <span>
              {one.fileName} <span className="quiet">{one.by}</span>
            </span>
            <Button size="small" type="link" onClick={() => onOpen(one.importId)}>
              {one.added + one.changed} / {one.lines}
            </Button>
          </li>
        ))}
      </ol>
    </>
  );
}
