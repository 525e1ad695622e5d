// Takes the picture of GraphiQL at work: `node picture.mjs URL FILE CHROMIUM`. See tools/picture.py.
import { inChromium } from './chromium.mjs'

const [url, path, executablePath] = process.argv.slice(2)
const width = 1240
const height = 600

/** Choose a tab, press play, wait until the answer has `expected` in it, and look. */
async function play(page, tab, expected) {
  await page.locator('.graphiql-tab-button', { hasText: new RegExp(`^${tab}$`) }).click()
  await page.waitForTimeout(300)
  await page.locator('.graphiql-execute-button').click()
  await page.waitForFunction(
    (text) => document.querySelector('.result-window').innerText.replaceAll('\u00a0', ' ').includes(text),
    expected,
  )
  await page.mouse.move(width / 2, height - 1) // no tooltip
  await page.waitForTimeout(700) // colours and the button settle
  return (await page.screenshot()).toString('base64')
}

await inChromium(executablePath, { width, height }, async (context) => {
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  await page.goto(url, { waitUntil: 'load' })
  await page.locator('.graphiql-query-editor .view-lines').waitFor()
  await page.waitForTimeout(1000) // the schema arrives, colours and warnings settle
  const views = [await play(page, 'Enroll', '"TaskAccepted"'), await play(page, 'WatchTask', '"SUCCEEDED"')]

  const both = await context.newPage()
  await both.setViewportSize({ width, height: 2 * height + 12 })
  const images = views.map((view) => `<img src="data:image/png;base64,${view}">`).join('')
  await both.setContent(`<style>body { background: #888; display: grid; gap: 12px; margin: 0 }</style>${images}`)
  await both.screenshot({ path })
})
