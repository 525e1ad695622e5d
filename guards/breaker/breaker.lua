-- One conversation about one circuit: what happened is applied to what Redis holds, as guards/breaker/policy.py's `after` would.
-- KEYS: the circuit (JSON), the token of the trial under way, the list of changes that the audit log does not have yet.
-- ARGV: channel, policy (JSON), what the caller holds (a circuit, JSON), what happened (a JSON list), milliseconds that
--   the circuit is kept, token of a trial to give back or '', token of a trial to begin or '', milliseconds it may take.
-- Returns: the circuit (JSON), the time, whether the trial may begin, how many changes wait for the audit log, and the
-- changes that this call made (JSON each).
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local policy = cjson.decode(ARGV[2])
local held = cjson.decode(ARGV[3])
local text = redis.call('GET', KEYS[1])
local circuit = text and cjson.decode(text)
  or { state = 'CLOSED', epoch = 0, failures = 0, successes = 0, opened_at = 0, last_failure_at = 0 }
local changed = false
-- Redis has forgotten, or never heard: the newest change of state holds.
if held.epoch > circuit.epoch then
  circuit, changed = held, true
  -- The caller may have had nobody to ask for the time: a clock that is fast would keep it open for as long.
  circuit.opened_at = math.min(circuit.opened_at, now)
end

local changes = {}
local function into(state, what)
  changes[#changes + 1] = cjson.encode({
    service = policy.service, before = circuit.state, after = state, epoch = math.max(what.next, circuit.epoch + 1),
    at = now, cause = what.cause, actor = what.actor, correlation_id = what.correlation_id })
  circuit.state = state
  circuit.epoch = math.max(what.next, circuit.epoch + 1)
  circuit.successes = 0
  changed = true
end
local function close(what)
  into('CLOSED', what)
  circuit.failures = 0
  circuit.opened_at = 0
end

for _, what in ipairs(cjson.decode(ARGV[4])) do
  local current = what.epoch == circuit.epoch
  if what.kind == 'RESET' then
    close(what)
    redis.call('DEL', KEYS[2])
  elseif current and what.kind == 'TRIAL' and circuit.state == 'OPEN' then
    if now >= circuit.opened_at + policy.recovery * 1000 then into('HALF_OPEN', what) end
  elseif current and what.kind == 'SUCCESS' and circuit.state == 'CLOSED' then
    changed = changed or circuit.failures > 0
    circuit.failures = 0
  elseif current and what.kind == 'SUCCESS' and circuit.state == 'HALF_OPEN' then
    circuit.successes = circuit.successes + 1
    changed = true
    if circuit.successes >= policy.successes then close(what) end
  elseif current and what.kind == 'FAILURE' and circuit.state ~= 'OPEN' then
    circuit.failures = circuit.failures + 1
    circuit.last_failure_at = now
    changed = true
    if circuit.state == 'HALF_OPEN' or circuit.failures >= policy.failures then
      into('OPEN', what)
      circuit.opened_at = now
    end
  end
end

text = cjson.encode(circuit)
if changed then
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
