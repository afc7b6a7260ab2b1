import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { InterfaceLanguageProvider } from './i18n/interface-language.tsx';
import './styles.css';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <InterfaceLanguageProvider>
      <App />
    </InterfaceLanguageProvider>
  </StrictMode>,
);
