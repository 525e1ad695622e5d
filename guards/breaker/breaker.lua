-- Applies events to the circuit that Redis holds, by the rules of `next_state` in policy.py, and returns the result.
-- KEYS: the circuit (JSON), the token of the running trial, the list of changes that are not in the audit log yet.
-- ARGV: 1 channel, 2 service and policy (JSON), 3 the caller's circuit (JSON), 4 events (JSON list), 5 milliseconds to
--   keep the circuit, 6 token of the trial that has ended or '', 7 token of the trial to begin or '', 8 milliseconds
--   that a trial may take.
-- Returns: the circuit (JSON), the time in milliseconds, 1 if the trial may begin, the number of changes that are not in
--   the audit log yet, and the changes made by this call (JSON each).
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local policy = cjson.decode(ARGV[2])
local callers = cjson.decode(ARGV[3])
local text = redis.call('GET', KEYS[1])
local circuit = text and cjson.decode(text)
  or { state = 'CLOSED', epoch = 0, failures = 0, successes = 0, opened_at = 0, last_failure_at = 0 }
local modified = false
-- The caller knows a newer change: Redis was emptied or could not be reached.
if callers.epoch > circuit.epoch then
  circuit, modified = callers, true
  -- The caller may have dated it by its own clock: one that is fast must not keep the circuit open for longer.
  circuit.opened_at = math.min(circuit.opened_at, now)
end

local changes = {}
local function change_to(state, event)
  local epoch = math.max(event.next_epoch, circuit.epoch + 1)
  changes[#changes + 1] = cjson.encode({
    service = policy.service, before = circuit.state, after = state, epoch = epoch,
    at = now, cause = event.cause, actor = event.actor, correlation_id = event.correlation_id })
  circuit.state = state
  circuit.epoch = epoch
  circuit.successes = 0
  modified = true
end
local function close(event)
  change_to('CLOSED', event)
  circuit.failures = 0
  circuit.opened_at = 0
end

for _, event in ipairs(cjson.decode(ARGV[4])) do
  local current = event.epoch == circuit.epoch
  if event.kind == 'RESET' then
    close(event)
    redis.call('DEL', KEYS[2])
  elseif current and event.kind == 'TRIAL' and circuit.state == 'OPEN' then
    if now >= circuit.opened_at + policy.recovery_seconds * 1000 then change_to('HALF_OPEN', event) end
  elseif current and event.kind == 'SUCCESS' and circuit.state == 'CLOSED' then
    modified = modified or circuit.failures > 0
    circuit.failures = 0
  elseif current and event.kind == 'SUCCESS' and circuit.state == 'HALF_OPEN' then
    circuit.successes = circuit.successes + 1
    modified = true
    if circuit.successes >= policy.success_threshold then close(event) end
  elseif current and event.kind == 'FAILURE' and circuit.state ~= 'OPEN' then
    circuit.failures = circuit.failures + 1
    circuit.last_failure_at = now
    modified = true
    if circuit.state == 'HALF_OPEN' or circuit.failures >= policy.failure_threshold then
      change_to('OPEN', event)
      circuit.opened_at = now
    end
  end
end

text = cjson.encode(circuit)
if modified then
  redis.call('SET', KEYS[1], text, 'PX', ARGV[5])
  redis.call('PUBLISH', ARGV[1], policy.service .. '\n' .. text)
else
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
end
for _, change in ipairs(changes) do redis.call('RPUSH', KEYS[3], change) end
if ARGV[6] ~= '' and redis.call('GET', KEYS[2]) == ARGV[6] then redis.call('DEL', KEYS[2]) end
local granted = 0
if ARGV[7] ~= '' and circuit.state == 'HALF_OPEN' and redis.call('SET', KEYS[2], ARGV[7], 'NX', 'PX', ARGV[8]) then
  granted = 1
end
local answer = { text, string.format('%.0f', now), granted, redis.call('LLEN', KEYS[3]) }
for _, change in ipairs(changes) do answer[#answer + 1] = change end
return answer
