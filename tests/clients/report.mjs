// How the checks in JavaScript say what they found: a line `ok  EXPECTED` or `NOT EXPECTED: SEEN` each; the process ends
// with 1 if one was not as expected.
let failures = 0

export function report(expected, holds, seen = '') {
  const found = seen === '' ? '' : `: ${seen}`
  console.log(`${holds ? 'ok ' : 'NOT'} ${expected}${found}`.replace(/\s*\n\s*/g, ' '))
  if (!holds) failures += 1
}

export function end() {
  process.exit(failures ? 1 : 0)
}
