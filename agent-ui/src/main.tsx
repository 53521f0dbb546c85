import './rest/zod-without-eval.ts';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { Sansheng } from './app.tsx';
import { startLanguage } from './language/language.ts';

startLanguage();
createRoot(document.getElementById('root') as HTMLElement).render(<Sansheng />);
