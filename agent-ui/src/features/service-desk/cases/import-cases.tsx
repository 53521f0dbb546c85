import { InboxOutlined } from '@ant-design/icons';
import { CaseImport, type CaseImportLine } from '@sansheng/shared/contracts/service-desk/case-imports';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Space, Spin, Statistic, Table, Upload } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryString, request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';

const LOOK_EVERY_MS = 400;
const isBusy = ({ state }: CaseImport) => state === 'checking' || state === 'importing';

/** A file is checked first; what is sound is written when somebody has seen the report. */
export function ImportCases({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [importId, setImportId] = useState<string | null>(null);
  const current = useQuery({
    queryKey: ['case-imports', importId],
    queryFn: () => request(CaseImport, 'GET', `/case-imports/${importId}`),
    enabled: importId !== null,
    refetchInterval: ({ state }) => (state.data === undefined || isBusy(state.data) ? LOOK_EVERY_MS : false),
  });
  const isDone = current.data?.state === 'done';
  useEffect(() => {
    if (isDone) void queries.invalidateQueries({ queryKey: ['cases'] });
  }, [isDone, queries]);
  const upload = useMutation({
    mutationFn: (file: File) =>
      request(CaseImport, 'POST', `/case-imports${queryString({ fileName: file.name })}`, file),
    onSuccess: (made) => setImportId(made.importId),
  });
  return (
    <Drawer open size={680} title={t('cases.importTitle')} onClose={onClose}>
      {upload.error && <Trouble error={upload.error} />}
      {current.error && <Trouble error={current.error} onRetry={() => void current.refetch()} />}
      {importId === null && (
        <>
          <p className="quiet small">{t('cases.importHint')}</p>
          <Upload.Dragger
            accept=".xlsx,.csv"
            showUploadList={false}
            disabled={upload.isPending}
            beforeUpload={(file) => {
              upload.mutate(file);
              return Upload.LIST_IGNORE;
            }}
          >
            <InboxOutlined /> {t('customers.importChoose')}
          </Upload.Dragger>
        </>
      )}
      {current.data && <OneImport made={current.data} onNew={() => setImportId(null)} />}
    </Drawer>
  );
}

function OneImport({ made, onNew }: { made: CaseImport; onNew: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const go = useMutation({
    mutationFn: (what: 'start' | 'cancel') => request(CaseImport, 'POST', `/case-imports/${made.importId}/${what}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['case-imports'] }),
  });
  return (
    <Space direction="vertical" style={{ width: '100%' }}>
      <div>
        <b>{made.fileName}</b> <span data-testid="case-import-state">{t(`customers.importStates.${made.state}`)}</span>{' '}
        {isBusy(made) && <Spin size="small" />}
      </div>
      {made.failure !== null && (
        <Alert
          type="error"
          showIcon
          title={t(
            made.failure === 'noHeadings' ? 'cases.importNoHeadings' : `customers.importFailures.${made.failure}`,
          )}
        />
      )}
      {go.error && <Trouble error={go.error} />}
      {!isBusy(made) && made.failure === null && (
        <Space size="large">
          {(['added', 'skipped', 'faulty'] as const).map((count) => (
            <Statistic key={count} title={t(`customers.importCounts.${count}`)} value={made[count]} />
          ))}
        </Space>
      )}
      {made.state === 'checked' && (
        <Space>
          <Button
            type="primary"
            disabled={made.added === 0}
            loading={go.isPending}
            data-testid="case-import-go"
            onClick={() => go.mutate('start')}
          >
            {made.added === 0 ? t('customers.importNothing') : t('customers.importGo', { n: made.added })}
          </Button>
          <Button onClick={() => go.mutate('cancel')}>{t('action.cancel')}</Button>
        </Space>
      )}
      {!isBusy(made) && made.state !== 'checked' && <Button onClick={onNew}>{t('customers.importNew')}</Button>}
      {made.faults.length > 0 && (
        <Table<CaseImportLine>
          size="small"
          rowKey="line"
          dataSource={made.faults}
          pagination={{ pageSize: 20, size: 'small', showSizeChanger: false }}
          columns={[
            { title: t('customers.importLine'), dataIndex: 'line', width: 70 },
            { title: t('cases.number'), dataIndex: 'number', width: 160, ellipsis: true },
            { title: t('customers.importColumn'), dataIndex: 'column', width: 120 },
            { title: t('customers.importFault'), render: (_, { fault }) => t(`cases.importFaults.${fault}`) },
          ]}
        />
      )}
    </Space>
  );
}
