import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { router } from './app/router';
import { Toaster } from './components/Toaster';
import { newQueryClient } from './lib/query';
import { applyTheme } from './lib/theme';
import './styles.css';

applyTheme();
const queries = newQueryClient();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} context={{ queries }} />
      <Toaster />
    </QueryClientProvider>
  </StrictMode>,
);
