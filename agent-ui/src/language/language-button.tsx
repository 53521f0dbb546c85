import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { changeLanguage, currentLanguage } from './language.ts';

export function LanguageButton() {
  const { t } = useTranslation();
  return (
    <Button
      type="text"
      icon={<GlobalOutlined />}
      onClick={() => changeLanguage(currentLanguage() === 'en' ? 'zh-CN' : 'en')}
    >
      {t('action.language')}
    </Button>
  );
}
