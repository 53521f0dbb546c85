import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SaveNotice } from './save-notice.tsx';
import type { Faster } from './somebody-was-faster.tsx';
import './setting-kit.css';

/** The drawer in which a setting is edited: problems on top, cancel and save below. */
export function SettingDrawer({
  title,
  size = 440,
  notice,
  isLoading = false,
  isReady = true,
  isSaving,
  testId,
  onSave,
  onClose,
  children,
}: {
  title: string;
  size?: number;
  notice: { faster: Faster | null; error: unknown };
  isLoading?: boolean;
  /** Whether there is something to save and it is complete. */
  isReady?: boolean;
  isSaving: boolean;
  testId?: string;
  onSave: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Drawer
      open
      size={size}
      title={title}
      loading={isLoading}
      onClose={onClose}
      footer={
        <div className="admin-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" disabled={!isReady} loading={isSaving} data-testid={testId} onClick={onSave}>
            {t('action.save')}
          </Button>
        </div>
      }
    >
      <SaveNotice {...notice} />
      {children}
    </Drawer>
  );
}
