import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { download } from '../rest/download.ts';
import { useSayRefusal } from './say-refusal.ts';

/** Exports a list to a spreadsheet. `pathOf` gets the format. */
export function ExportButton({ pathOf, hint }: { pathOf: (format: string) => string; hint?: string }) {
  const { t } = useTranslation();
  const sayRefusal = useSayRefusal();
  const exporting = useMutation({ mutationFn: (format: string) => download(pathOf(format)), onError: sayRefusal });
  return (
    <Dropdown
      menu={{
        items: [
          ...['xlsx', 'csv'].map((format) => ({ key: format, label: format })),
          ...(hint === undefined ? [] : [{ type: 'divider' as const }, { key: 'hint', disabled: true, label: hint }]),
        ],
        onClick: ({ key }) => exporting.mutate(key),
      }}
    >
      <Button icon={<DownloadOutlined />} loading={exporting.isPending}>
        {t('action.export')}
      </Button>
    </Dropdown>
  );
}
