import { GlobalOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { changeLanguage, currentLanguage } from './language.ts';

export function LanguageButton() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return (
    <Button
      type="text"
      icon={<GlobalOutlined />}
      onClick={() =>
        changeLanguage(currentLanguage() === 'en' ? 'zh-CN' : 'en').catch(() => message.error(t('errors.unavailable')))
      }
    >
      {t('action.language')}
    </Button>
  );
}
