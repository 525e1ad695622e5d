// The tabs that are open on a first visit, to be run in any order.
import compensate from './operations/compensate.graphql?raw'
import enroll from './operations/enroll.graphql?raw'
import swap from './operations/swap.graphql?raw'
import task from './operations/task.graphql?raw'
import watchSaga from './operations/watch-saga.graphql?raw'
import watchTask from './operations/watch-task.graphql?raw'

// Each of these tabs has a student of its own, so none changes what another shows.
const ENROLLED = `{
  "input": {
    "studentCode": "EST001",
    "termCode": "2024-2",
    "groupCodes": ["G-ELC102-E", "G-ELC106-E"]
  }
}`
const COMPENSATED = `{
  "student": "EST013",
  "term": "2024-2",
  "groups": ["G-ELC102-E", "G-ELC106-E"]
}`
const SWAPPED = `{
  "first": {
    "studentCode": "EST014",
    "termCode": "2024-2",
    "groupCodes": ["G-ELC102-D"]
  },
  "input": {
    "studentCode": "EST014",
    "termCode": "2024-2",
    "dropGroupCodes": ["G-ELC102-D"],
    "takeGroupCodes": ["G-ELC102-E"]
  }
}`
const ID = `{
  "id": ""
}` // see FillIn

const tab = (query: string, variables: string) => ({ query: query.trimEnd(), variables })

export const DEFAULT_TABS = [
  tab(enroll, ENROLLED),
  tab(watchTask, ID),
  tab(watchSaga, ID),
  tab(task, ID),
  tab(compensate, COMPENSATED),
  tab(swap, SWAPPED),
]
