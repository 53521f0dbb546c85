import { InboxOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Drawer, Upload } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { queryString, request } from '../../../rest/rest.ts';
import { Trouble } from '../../../ui/trouble.tsx';
import { type FileImport, isBusy, OneImport, type OneImportParts } from './one-import.tsx';
import './file-imports.css';

const LOOK_EVERY_MS = 400;

/** A file is checked first, and written as the report says when somebody has seen it. */
export function ImportDrawer<Made extends FileImport>({
  title,
  hint,
  path,
  made,
  query = {},
  list,
  beforeFile,
  afterFile,
  onClose,
  ...parts
}: {
  title: string;
  hint: string;
  /** `/customer-imports` */
  path: string;
  made: z.ZodType<Made>;
  /** What goes with the file. */
  query?: Record<string, string>;
  /** What is read again when it is done: the first word of its keys. */
  list: string;
  beforeFile?: ReactNode;
  afterFile?: (open: (importId: string) => void) => ReactNode;
  onClose: () => void;
} & Omit<OneImportParts<Made>, 'of' | 'path' | 'made' | 'onAnother'>) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [importId, setImportId] = useState<string | null>(null);
  const current = useQuery({
    queryKey: [path, importId],
    queryFn: () => request(made, 'GET', `${path}/${importId}`),
    enabled: importId !== null,
    refetchInterval: ({ state }) => (state.data === undefined || isBusy(state.data) ? LOOK_EVERY_MS : false),
  });
  const isDone = current.data?.state === 'done';
  useEffect(() => {
    if (isDone) void queries.invalidateQueries({ queryKey: [list] });
  }, [isDone, list, queries]);
  const upload = useMutation({
    mutationFn: (file: File) => request(made, 'POST', `${path}${queryString({ fileName: file.name, ...query })}`, file),
    onSuccess: (fresh) => setImportId(fresh.importId),
  });
  return (
    <Drawer open size={680} title={title} onClose={onClose}>
      {upload.error && <Trouble error={upload.error} />}
      {current.error && <Trouble error={current.error} onRetry={() => void current.refetch()} />}
      {importId === null && (
        <div className="file-import">
          <p className="quiet small">{hint}</p>
          {beforeFile}
          <Upload.Dragger
            accept=".xlsx,.csv"
            showUploadList={false}
            disabled={upload.isPending}
            beforeUpload={(file) => {
              upload.mutate(file);
              return Upload.LIST_IGNORE;
            }}
          >
            <p className="ant-upload-drag-icon">
              <InboxOutlined />
            </p>
            <p>{t('fileImports.choose')}</p>
          </Upload.Dragger>
          {afterFile?.(setImportId)}
        </div>
      )}
      {current.data && (
        <OneImport of={current.data} path={path} made={made} onAnother={() => setImportId(null)} {...parts} />
      )}
    </Drawer>
  );
}
