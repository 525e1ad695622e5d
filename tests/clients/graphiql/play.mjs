// Plays GraphiQL's default tabs in Chromium as a visitor would: `node play.mjs URL FOLDER CHROMIUM TOKEN`.
// Screenshots go to the folder; what was seen comes out as one line of JSON, for a test to judge.
import { join } from 'node:path'
import { inChromium } from './chromium.mjs'

const [url, folder, executablePath, token] = process.argv.slice(2)
const origin = new URL(url).origin
const seen = { outside: [], failed: [], problems: [], addresses: [], authorizations: [], sockets: [], plays: {} }

function listen(page) {
  page.on('request', (request) => {
    seen.addresses.push(request.url())
    if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).origin !== origin) seen.outside.push(request.url())
    const sent = request.headers().authorization
    if (sent) seen.authorizations.push(sent)
  })
  page.on('requestfailed', (request) => seen.failed.push(`${request.url()} ${request.failure()?.errorText}`))
  page.on('response', (response) => {
    if (response.status() >= 400) seen.failed.push(`${response.url()} ${response.status()}`)
  })
  page.on('pageerror', (error) => seen.problems.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.problems.push(`${message.type()}: ${message.text()}`)
  })
  page.on('websocket', (socket) => {
    const frames = { url: socket.url(), sent: [], received: [] }
    seen.sockets.push(frames)
    socket.on('framesent', (frame) => frames.sent.push(JSON.parse(frame.payload)))
    socket.on('framereceived', (frame) => frames.received.push(JSON.parse(frame.payload)))
  })
}

const plain = (text) => text.replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ')
const textOf = async (page, selector) => plain(await page.locator(selector).innerText())
const shoot = (page, name) => page.screenshot({ path: join(folder, `${name}.png`) })

async function open(page) {
  await page.goto(url, { waitUntil: 'load' })
  await page.locator('.graphiql-execute-button').waitFor()
  await page.locator('.graphiql-query-editor .view-lines').waitFor()
  await page.waitForTimeout(1000) // the schema arrives, colours and warnings settle
}

const hasEnded = (socket) => socket.received.at(-1)?.type === 'complete'

/** Choose a tab, press play, wait until the answer has `expected` in it and no subscription goes on. */
async function play(page, tab, expected, name = tab) {
  await page.locator('.graphiql-tab-button', { hasText: new RegExp(`^${tab}$`) }).click()
  await page.waitForTimeout(300)
  const variables = await textOf(page, '.graphiql-editor-tool')
  await page.locator('.graphiql-execute-button').click()
  const shown = () =>
    page
      .waitForFunction(
        (text) => document.querySelector('.result-window').innerText.replaceAll('\u00a0', ' ').includes(text),
        expected,
      )
      .catch(() => {}) // the test sees what came instead
  await shown()
  await page.waitForTimeout(300) // it may have been the answer before
  await shown()
  for (let waits = 0; waits < 150 && !seen.sockets.every(hasEnded); waits++) await page.waitForTimeout(100)
  seen.plays[name] = { variables, answer: await textOf(page, '.result-window') }
  await shoot(page, name)
}

await inChromium(executablePath, { width: 1360, height: 850 }, async (context) => {
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  listen(page)
  await open(page)
  seen.addressAfterOpening = page.url()
  seen.title = await page.title()
  seen.tabs = await page.locator('.graphiql-tab-button').allInnerTexts()
  await shoot(page, 'first')
  await play(page, 'WatchTask', '"final": true', 'BeforeAll')
  await play(page, 'Enroll', '"TaskAccepted"')
  await play(page, 'WatchTask', '"EST001"')
  await play(page, 'WatchSaga', '"COMPLETED"')
  await play(page, 'Task', '"CONFIRMED"')

  seen.roles = await page.locator('.token option').allInnerTexts()
  seen.signedInAs = await page.locator('.token select').inputValue()
  await page.locator('.token input').fill(`Bearer ${token}`)
  await play(page, 'WatchTask', '"SUCCEEDED"')
  for (const name of ['Compensated', 'CompensatedAgain']) {
    await play(page, 'Compensate', '"saga"')
    await play(page, 'WatchSaga', '"COMPENSATED"', name)
  }
  await play(page, 'Enroll', '"replayed": true')

  await page.locator('button[aria-label*="GraphiQL Explorer"]').first().click()
  await page.locator('.graphiql-explorer-root').waitFor()
  await shoot(page, 'explorer')
  await page.locator('button[aria-label*="Documentation"]').first().click()
  await page.waitForTimeout(500)
  await shoot(page, 'documentation')

  await page.locator('.graphiql-tab-button', { hasText: /^Task$/ }).click()
  await page.waitForTimeout(1000) // what it remembers is written down
  seen.local = await page.evaluate(() => JSON.stringify(localStorage))
  await open(page) // and read again
  seen.tabsAfterReload = await page.locator('.graphiql-tab-button').allInnerTexts()
  seen.queryAfterReload = await textOf(page, '.graphiql-query-editor')
  seen.variablesAfterReload = await textOf(page, '.graphiql-editor-tool')
  seen.tokenAfterReload = await page.locator('.token input').inputValue()

  const dark = await context.newPage()
  listen(dark)
  await dark.emulateMedia({ colorScheme: 'dark' })
  await open(dark)
  await shoot(dark, 'dark')
  await dark.setViewportSize({ width: 700, height: 800 })
  await dark.waitForTimeout(300)
  await shoot(dark, 'narrow')

  const unsigned = await context.newPage()
  await unsigned.goto(url.split('#')[0], { waitUntil: 'load' })
  seen.saidWithoutNonce = await textOf(unsigned, '.unsigned')
  seen.tokenWithoutNonce = await unsigned.locator('.token input').inputValue()
  await shoot(unsigned, 'unsigned')
})
console.log(JSON.stringify(seen))
