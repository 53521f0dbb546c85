import type { importFailures, importStates } from '@sansheng/shared/contracts/customers/customers';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Progress, Space, Statistic, Table, type TableColumnType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';

/** What imports of all kinds have. */
export interface FileImport {
  importId: string;
  fileName: string;
  state: (typeof importStates)[number];
  failure: (typeof importFailures)[number] | null;
  lines: number;
  /** How many of them the current step has processed, where it is counted. */
  linesDone?: number;
  added: number;
  /** Where what is there already may be changed. */
  changed?: number;
  skipped: number;
  faulty: number;
  faults: { line: number; column: string; fault: string }[];
}
type FaultOf<Made extends FileImport> = Made['faults'][number];

export interface OneImportParts<Made extends FileImport> {
  of: Made;
  path: string;
  made: z.ZodType<Made>;
  /** Before `import-state` and `import-go`. */
  testId?: string;
  /** Which headings it looked for. */
  noHeadings: string;
  /** Of whom or what a line is, before its column and fault. */
  nameColumn: TableColumnType<FaultOf<Made>>;
  columnInWords?: (column: string) => string;
  faultInWords: (fault: FaultOf<Made>['fault']) => string;
  onAnother: () => void;
}

export const isBusy = ({ state }: FileImport) => state === 'checking' || state === 'importing';

/** How far it is, what it would write, and what is wrong in which line. */
export function OneImport<Made extends FileImport>({
  of,
  path,
  made,
  testId = '',
  noHeadings,
  nameColumn,
  columnInWords = (column) => column,
  faultInWords,
  onAnother,
}: OneImportParts<Made>) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const go = useMutation({
    mutationFn: (what: 'start' | 'cancel') => request(made, 'POST', `${path}/${of.importId}/${what}`, {}),
    onSettled: () => queries.invalidateQueries({ queryKey: [path] }),
  });
  const willWrite = of.added + (of.changed ?? 0);
  const counts = ['added', 'changed', 'skipped', 'faulty'] as const;
  return (
    <div className="file-import">
      <div>
        <b>{of.fileName}</b> <span data-testid={`${testId}import-state`}>{t(`fileImports.states.${of.state}`)}</span>
      </div>
      {isBusy(of) && <Progress status="active" {...progressOf(of)} />}
      {of.failure !== null && (
        <Alert
          type="error"
          showIcon
          title={of.failure === 'noHeadings' ? noHeadings : t(`fileImports.failures.${of.failure}`)}
        />
      )}
      {go.error && <Trouble error={go.error} />}
      {!isBusy(of) && of.failure === null && (
        <div className="import-counts">
          {counts.map(
            (count) =>
              of[count] !== undefined && (
                <Statistic key={count} title={t(`fileImports.counts.${count}`)} value={of[count]} />
              ),
          )}
        </div>
      )}
      {of.state === 'checked' && (
        <Space>
          <Button
            type="primary"
            disabled={willWrite === 0}
            loading={go.isPending}
            data-testid={`${testId}import-go`}
            onClick={() => go.mutate('start')}
          >
            {willWrite === 0 ? t('fileImports.nothing') : t('fileImports.go', { n: willWrite })}
          </Button>
          <Button onClick={() => go.mutate('cancel')}>{t('action.cancel')}</Button>
        </Space>
      )}
      {!isBusy(of) && of.state !== 'checked' && (
        <div>
          <Button onClick={onAnother}>{t('fileImports.another')}</Button>
        </div>
      )}
      {of.faults.length > 0 && (
        <Table<FaultOf<Made>>
          size="small"
          rowKey={({ line, column }) => `${line} ${column}`}
          dataSource={of.faults}
          pagination={{ pageSize: 20, size: 'small', showSizeChanger: false }}
          {...(of.faulty > of.faults.length && { footer: () => t('fileImports.faultsCut', { n: of.faults.length }) })}
          columns={[
            { title: t('fileImports.line'), dataIndex: 'line', width: 70 },
            nameColumn,
            { title: t('fileImports.column'), width: 120, render: (_, { column }) => columnInWords(column) },
            { title: t('fileImports.fault'), render: (_, { fault }) => faultInWords(fault) },
          ]}
        />
      )}
    </div>
  );
}

/** Where lines are not counted it only moves. */
const progressOf = ({ lines, linesDone }: FileImport) =>
  linesDone === undefined
    ? { percent: 100, showInfo: false }
    : { percent: lines === 0 ? 0 : Math.round((linesDone / lines) * 100) };
