import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyHint } from './empty-hint.tsx';

/** An error in one page is shown in words instead of a white screen. */
export class BrokenPageGuard extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <BrokenPage /> : this.props.children;
  }
}

function BrokenPage() {
  const { t } = useTranslation();
  return (
    <EmptyHint title={t('errors.pageBroken')}>
      <p>{t('errors.pageBrokenHint')}</p>
      <Button type="primary" style={{ marginTop: 12 }} onClick={() => location.reload()}>
        {t('errors.reload')}
      </Button>
    </EmptyHint>
  );
}
