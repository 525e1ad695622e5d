// The tabs that are open on a first visit, in the order in which they are to be run.
import compensate from './operations/compensate.graphql?raw'
import enroll from './operations/enroll.graphql?raw'
import task from './operations/task.graphql?raw'
import watchSaga from './operations/watch-saga.graphql?raw'
import watchTask from './operations/watch-task.graphql?raw'

const basket = (studentCode: string) => `{
  "input": {
    "studentCode": "${studentCode}",
    "termCode": "2024-2",
    "groupCodes": ["G-ELC102-E", "G-ELC106-E"]
  }
}`
const ID = `{
  "id": ""
}` // see FillIn

const tab = (query: string, variables: string) => ({ query: query.trimEnd(), variables })

export const DEFAULT_TABS = [
  tab(enroll, basket('EST001')),
  tab(watchTask, ID),
  tab(watchSaga, ID),
  tab(task, ID),
  tab(compensate, basket('EST013')),
]
