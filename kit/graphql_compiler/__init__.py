"""Operations of graphql-core as functions: compiled once for a document, executed for each request."""
