import { resolve } from 'node:path';
import tailwind from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

const here = import.meta.dirname;

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: true,
      rollupOptions: {
        input: {
          electron: resolve(here, 'main/electron.ts'),
          browser: resolve(here, 'main/browser.ts'),
          cli: resolve(here, 'main/cli.ts'),
          worker: resolve(here, 'main/worker.ts'),
        },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: resolve(here, 'preload/index.ts') },
        // A sandboxed preload must be CommonJS, and package.json says "module".
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [vue(), tailwind()],
    build: {
      outDir: resolve(here, 'out/renderer'),
      // Data URLs are against the page's policy: fonts and pictures stay files.
      assetsInlineLimit: 0,
      rollupOptions: {
        input: resolve(here, 'renderer/index.html'),
        // jsPDF asks for these where it prints HTML or draws SVG as pixels, which the page never lets it do.
        external: ['html2canvas', 'canvg', 'dompurify'],
      },
    },
  },
});
