import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageButton } from '../../../language/language-button.tsx';
import { BrandMark } from '../../../ui/brand-mark.tsx';
import './sign-in-page.css';

/** A page before sign-in: `story` is shown beside the form, below the product's name. */
export function SignInFrame({ story, children }: { story?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="sign-in">
      <section className="sign-in-story" aria-hidden="true">
        <div className="sign-in-brand">
          <BrandMark size={44} />
          <span>{t('product.name')}</span>
        </div>
        <p className="sign-in-tagline">{t('product.tagline')}</p>
        {story}
      </section>
      <main className="sign-in-side">
        <div className="sign-in-language">
          <LanguageButton />
        </div>
        <div className="sign-in-box">{children}</div>
      </main>
    </div>
  );
}
