import { useTranslation } from 'react-i18next';
import { StateMark } from '../../../ui/state-mark.tsx';

export function ActiveMark({ isActive }: { isActive: boolean }) {
  const { t } = useTranslation();
  return <StateMark tone={isActive ? 'ready' : 'offline'}>{t(isActive ? 'admin.active' : 'admin.inactive')}</StateMark>;
}
