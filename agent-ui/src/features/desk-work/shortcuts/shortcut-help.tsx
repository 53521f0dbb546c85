import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Modal, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Combination, combinations, isShortcutLive, usePlainKeys } from '../../../ui/use-shortcut.ts';
import './shortcuts.css';

/** All keyboard shortcuts, shown with `?`; those available at the moment are dark. */
export function ShortcutHelp() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  usePlainKeys(
    (key) => key === '?' || key === '？',
    () => setOpen((was) => !was),
  );
  return (
    <>
      <Tooltip title={t('shortcuts.open')}>
        <Button
          type="text"
          aria-label={t('shortcuts.open')}
          icon={<QuestionCircleOutlined />}
          onClick={() => setOpen(true)}
        />
      </Tooltip>
      <Modal
        open={isOpen}
        onCancel={() => setOpen(false)}
        footer={null}
        width={820}
        centered
        title={t('shortcuts.title')}
      >
        <dl className="shortcuts" data-testid="shortcuts">
          <Row keys={['?']} isLive>
            {t('shortcuts.self')}
          </Row>
          {combinations.map((combination) => (
            <Row key={combination} keys={keysOf(combination)} isLive={isShortcutLive(combination)}>
              {t(`shortcuts.does.${combination}`)}
            </Row>
          ))}
        </dl>
        <p className="small quiet">{t('shortcuts.digits')}</p>
        <p className="small quiet">{t('shortcuts.hint')}</p>
      </Modal>
    </>
  );
}

function Row({ keys, isLive, children }: { keys: string[]; isLive: boolean; children: React.ReactNode }) {
  return (
    <div data-live={isLive}>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function keysOf(combination: Combination): string[] {
  return combination.split('+').map((key) => key.replace(/^Key/, ''));
}
