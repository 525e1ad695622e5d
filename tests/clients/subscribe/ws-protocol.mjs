// graphql-transport-ws spoken raw, as its protocol's text has it: `node ws-protocol.mjs URL SUBSCRIPTION VARIABLES`.
// The subscription has to send something and then stay open.
import WebSocket from 'ws'
import { end, report } from '../report.mjs'
import { request } from './lib.mjs'

const PROTOCOL = 'graphql-transport-ws'
const subscription = { query: request.query, variables: request.variables }

class Connection {
  messages = []
  closed = undefined // the code, or `http STATUS` for a refused handshake

  constructor(protocols = [PROTOCOL], options = {}) {
    this.socket = new WebSocket(request.socketUrl, protocols, options)
    this.socket.on('message', (message) => this.messages.push(JSON.parse(String(message))))
    this.socket.on('error', () => {})
    this.socket.on('close', (code) => (this.closed ??= code))
    this.socket.on('unexpected-response', (_, response) => {
      this.closed = `http ${response.statusCode}`
      this.socket.terminate()
    })
  }

  async until(found, milliseconds = 3000) {
    for (let waited = 0; waited < milliseconds; waited += 20) {
      const value = found()
      if (value) return value
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  opened = () => this.until(() => this.socket.readyState === WebSocket.OPEN || this.closed)
  ending = () => this.until(() => this.closed)
  heard = (type, id) => this.until(() => this.messages.find((m) => m.type === type && m.id === id))
  send = (message) => this.socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  subscribe = (id, payload) => this.send({ type: 'subscribe', id, payload })
  end = () => this.socket.terminate()

  async init() {
    await this.opened()
    this.send({ type: 'connection_init', payload: request.headers })
    return this.heard('connection_ack')
  }
}

async function closes(expected, codes, act, protocols) {
  const connection = new Connection(protocols)
  await act(connection)
  const code = await connection.ending()
  report(`${expected} closes with ${codes.join(' or ')}`, codes.includes(code), code)
  connection.end()
}

await closes('no known subprotocol', [4406, 'http 400', 'http 403'], (c) => c.opened(), [])
await closes('what is not JSON', [4400], (c) => c.init().then(() => c.send('nope')))
await closes('an unknown type', [4400], (c) => c.init().then(() => c.send({ type: 'zzz' })))
await closes('subscribe without a payload', [4400], (c) => c.init().then(() => c.subscribe('1')))
await closes('subscribe before connection_init', [4401], (c) => c.opened().then(() => c.subscribe('1', subscription)))
await closes('a second connection_init', [4429], (c) => c.init().then(() => c.send({ type: 'connection_init' })))
await closes('an id twice', [4409], async (c) => {
  await c.init()
  c.subscribe('1', subscription)
  c.subscribe('1', subscription)
})

const connection = new Connection()
report('connection_init is acknowledged', await connection.init())
connection.send({ type: 'ping', payload: { a: 1 } })
report('a ping is answered', await connection.heard('pong'))
connection.subscribe('query', { query: '{ __typename }' })
report('a query has a result', (await connection.heard('next', 'query'))?.payload.data)
report('and an end', await connection.heard('complete', 'query'))
connection.subscribe('invalid', { query: 'subscription { zzz }' })
report('what is invalid has a list of errors', Array.isArray((await connection.heard('error', 'invalid'))?.payload))
connection.subscribe('again', subscription)
report('a subscription sends', await connection.heard('next', 'again'))
connection.send({ type: 'complete', id: 'again' })
connection.messages.length = 0
connection.send({ type: 'ping' })
await connection.heard('pong')
report('after complete nothing comes', connection.messages.length === 1, connection.messages.length)
connection.subscribe('again', subscription)
report('and its id can be used again', await connection.heard('next', 'again'))
connection.end()

const foreign = new Connection([PROTOCOL], { headers: { origin: 'http://evil.example' } })
const refused = await foreign.ending()
report('a page of another origin is refused', refused, refused)
foreign.end()

end()
