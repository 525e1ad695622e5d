import { defineConfig } from 'vite'

export default defineConfig({
  base: './', // relative addresses: the pages work under any prefix that a proxy puts before them
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 5000, // kB; Monaco, the editor, is that large
    rolldownOptions: {
      input: ['graphiql/index.html'],
      onLog(level, log, handle) {
        // "use client" and "use no memo" at the top of a library's modules mean nothing in a bundle.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log)
      },
    },
  },
})
