import './rest/zod-without-eval.ts';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { startLanguage } from './language/language.ts';

// In parallel, so that the texts do not wait for the program.
const [{ Sansheng }] = await Promise.all([import('./app.tsx'), startLanguage()]);
createRoot(document.getElementById('root') as HTMLElement).render(<Sansheng />);
