// Apollo Client over graphql-ws.
import { ApolloClient, InMemoryCache, gql } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { complete, error, next, request } from './lib.mjs'

const link = new GraphQLWsLink(createClient({
  url: request.socketUrl,
  webSocketImpl: WebSocket,
  connectionParams: request.headers,
  retryAttempts: 0,
}))
const client = new ApolloClient({ link, cache: new InMemoryCache() })
client.subscribe({ query: gql(request.query), variables: request.variables }).subscribe({ next, error, complete })
