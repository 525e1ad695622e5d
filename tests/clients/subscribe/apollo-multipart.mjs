// Apollo Client over HTTP: parts of a multipart answer.
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client'
import { complete, error, next, request } from './lib.mjs'

const client = new ApolloClient({ link: new HttpLink({ uri: request.url, headers: request.headers }), cache: new InMemoryCache() })
client.subscribe({ query: gql(request.query), variables: request.variables }).subscribe({ next, error, complete })
