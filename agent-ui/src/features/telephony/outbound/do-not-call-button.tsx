import { access, may } from '@sansheng/shared/domain/access';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../people/sign-in/session.tsx';
import { DoNotCallSettings } from './do-not-call-settings.tsx';

/** The do-not-call list, for those who keep it. */
export function DoNotCallButton() {
  const { t } = useTranslation();
  const { me } = useSession();
  const [isOpen, setOpen] = useState(false);
  if (!may(me, access.doNotCall)) return null;
  return (
    <>
      <Button data-testid="do-not-call" onClick={() => setOpen(true)}>
        {t('outbound.doNotCall')}
      </Button>
      <Drawer open={isOpen} size={720} title={t('outbound.doNotCall')} destroyOnHidden onClose={() => setOpen(false)}>
        <DoNotCallSettings />
      </Drawer>
    </>
  );
}
