import { getIntrospectionQuery } from 'graphql'
import { defineConfig, type Plugin } from 'vite'

const OPERATIONS = 'graphiql/operations/'
const NEWEST = 'graphiql/newest.graphql'

/** Lists the documents that the pages send by themselves, so that an API that executes no others executes these. */
const documents: Plugin = {
  name: 'documents',
  async generateBundle() {
    const names = (await this.fs.readdir(OPERATIONS)).sort()
    const files = [...names.map((name) => OPERATIONS + name), NEWEST]
    const own = await Promise.all(files.map((file) => this.fs.readFile(file, { encoding: 'utf8' })))
    const introspection = getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true })
    const texts = [introspection, ...own.map((text) => text.trimEnd())]
    this.emitFile({ type: 'asset', fileName: 'documents.json', source: JSON.stringify(texts) })
  },
}

export default defineConfig({
  base: './', // relative addresses: the pages work under any prefix that a proxy puts before them
  plugins: [documents],
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
