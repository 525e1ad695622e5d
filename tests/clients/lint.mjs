// graphql-eslint on a schema and on documents for it: `node lint.mjs SCHEMA DOCUMENT...`. A line a file, or a finding.
import graphql from '@graphql-eslint/eslint-plugin'
import { ESLint } from 'eslint'
import { buildSchema, isUnionType } from 'graphql'
import { readFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { end, report } from './report.mjs'

const [schema, ...documents] = process.argv.slice(2)
const root = dirname(dirname(schema))

// Looked at as a whole, or as a part of something: like problems and results, such types have no identity.
const VALUES = [
  'AuditChange', 'BasketAdvice', 'BasketCheck', 'BatchCounts', 'BatchRow', 'CheckedGroup', 'CircuitBreaker',
  'CircuitBreakerReport', 'EnrollmentWindow', 'GroupAlternatives', 'GroupChange', 'HistoryEntry', 'Hold', 'Invariant', 'Meeting',
  'SagaStatusCount', 'SagaStep', 'SeatCount', 'SeatCounts', 'SeatReservation', 'TaskWait', 'TermRules', 'Viewer', 'WaitlistPlaces',
]
const VALUE_SUFFIXES = ['Connection', 'Edge', 'Error', 'Event', 'Info', 'Stats']

function problemsAndResults() {
  const built = buildSchema(readFileSync(schema, 'utf8'))
  const sums = Object.values(built.getTypeMap()).filter((type) => isUnionType(type) || type.name === 'Problem')
  return [...new Set(sums.flatMap((type) => built.getPossibleTypes(type).map(({ name }) => name)))]
}

const common = {
  plugins: { '@graphql-eslint': graphql },
  languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema, documents } } },
}
const forSchema = {
  ...graphql.configs['flat/schema-recommended'].rules,
  '@graphql-eslint/require-description': [
    'error',
    { types: true, DirectiveDefinition: true, EnumValueDefinition: true, FieldDefinition: true, InputValueDefinition: true },
  ],
  '@graphql-eslint/strict-id-in-types': [
    'error',
    { acceptedIdNames: ['id'], exceptions: { types: [...VALUES, ...problemsAndResults()], suffixes: VALUE_SUFFIXES } },
  ],
}
const forDocuments = {
  ...graphql.configs['flat/operations-recommended'].rules,
  '@graphql-eslint/require-selections': 'off', // an `id` everywhere is for caches; people read these documents
}
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: [
    { ...common, files: [relative(root, schema)], rules: forSchema },
    { ...common, files: documents.map((document) => relative(root, document)), rules: forDocuments },
  ],
})
for (const { filePath, messages } of await eslint.lintFiles([schema, ...documents])) {
  const file = relative(root, filePath)
  for (const { line, ruleId, message } of messages) report(`${file}:${line} ${ruleId}`, false, message)
  if (!messages.length) report(file, true)
}
end()
