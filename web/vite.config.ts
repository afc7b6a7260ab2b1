import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const server = process.env.PARLANDO_SERVER ?? 'http://127.0.0.1:8787';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [
    react(),
    tailwindcss(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'service-worker',
      filename: 'sw.ts',
      // The page registers it by itself: a script in the page would be against its policy.
      injectRegister: false,
      // The pattern below finds them; named twice they could not be kept at all.
      includeManifestIcons: false,
      injectManifest: { globPatterns: ['**/*.{js,css,html,svg,png}'], globIgnores: ['**/sw.js'], sourcemap: false },
      manifest: {
        id: '/',
        name: 'Parlando',
        short_name: 'Parlando',
        description: 'A voice tutor: talk with it, and be answered and corrected.',
        start_url: '/',
        display: 'standalone',
        background_color: '#f4f1e6',
        theme_color: '#1f5a49',
        categories: ['education'],
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
    }),
  ],
  // An AudioWorklet takes one file, a module.
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: true,
    // A policy without `data:` would refuse what is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // A slow machine is no fault of the build.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  // `npx vite web` works on the page against a running server.
  server: { proxy: { '/v1': { target: server, ws: true, changeOrigin: true } } },
});
