--[[ Seats (agents): their states, their places among the ready, their signs of life. ]]

-- One level of a member's order in its queue weighs more than any measure of a strategy.
local LEVEL = 1e14

-- Returns the seat's pools with its order in each, { {pool, order, listed}, ... }, as kept at sign-in and by changed
-- settings.
local function poolsOf(agentId) return readJson(get(key('agent', agentId), 'pools')) end

-- Returns the seat's calls today, its ms of talk today and when that day began; `k` is its key. Counts restart with the
-- center's day.
local function todayOf(k)
  local dayStart = redis.call('GET', key('day-start')) or '0'
  local a = redis.call('HMGET', k, 'dayStart', 'callsToday', 'talkToday')
  if a[1] ~= dayStart then
    redis.call('HSET', k, 'dayStart', dayStart, 'callsToday', 0, 'talkToday', 0)
    return 0, 0, int(dayStart)
  end
  return int(a[2]), int(a[3]), int(dayStart)
end

-- Returns the seat's score in a pool: the lower, the sooner it is offered a call. Always below LEVEL.
local function scoreOf(agentId, pool, strategy)
  local k = key('agent', agentId)
  local a = redis.call('HMGET', k, 'idleSince', 'lastOfferedAt', 'skills')
  local idleSince = int(a[1])
  if strategy == 'fewestCalls' or strategy == 'leastTalk' then
    local calls, talk, dayStart = todayOf(k)
    local measure = strategy == 'fewestCalls' and calls * 1e8 or math.floor(talk / 1000) * 1e8
    -- Among equals, the one that has been idle longest.
    return math.min(measure, 9e13) + math.min(math.max(idleSince - dayStart, 0), 1e8 - 1)
  elseif strategy == 'roundRobin' then
    return int(a[2])
  elseif strategy == 'linear' then
    return int(pool.listed)
  elseif strategy == 'mostSkilled' then
    local best = 0
    for _, level in pairs(decode(a[3])) do best = math.max(best, int(level)) end
    return (10 - best) * 5e12 + idleSince
  end
  return idleSince
end

-- Calls visit(set, pool) for each ready set of the seat's pools: one for all, one per skill. Ready seats are in these
-- sets; they change here only.
local function readySets(agentId, visit)
  local a = redis.call('HMGET', key('agent', agentId), 'skills', 'pools')
  local skills = readJson(a[1])
  for _, pool in ipairs(readJson(a[2])) do
    visit(key('ready', pool.pool), pool)
    for skill in pairs(skills) do visit(key('ready', pool.pool, skill), pool) end
  end
end

-- Removes the seat from its ready sets.
local function leaveReady(agentId)
  readySets(agentId, function(set) redis.call('ZREM', set, agentId) end)
end

-- Puts the seat into its ready sets, by its score in each pool.
local function enterReady(agentId)
  local scores = {}
  readySets(agentId, function(set, pool)
    if not scores[pool.pool] then
      local score = scoreOf(agentId, pool, get(key('pool', pool.pool), 'strategy'))
      scores[pool.pool] = text(int(pool.order) * LEVEL + score)
    end
    redis.call('ZADD', set, scores[pool.pool], agentId)
  end)
end

-- Ends the seat's request for help, if there is one: it was withdrawn, or the talk is over. Emits help.ended.
local function endHelp(agentId, why)
  local k = key('agent', agentId)
  local callId = redis.call('HGET', k, 'helpCall')
  if not callId then return end
  redis.call('HDEL', k, 'helpCall', 'helpAt', 'helpReason', 'helpSeenBy', 'helpSeenByName')
  emit('help.ended', callId, agentId, { why = why })
end

-- Changes the state of a seat. `isAside`: the seat looks for its next call before it joins the line (freeSeat), so its
-- ready sets are left alone. Emits agent.stateChanged, unless state and reason stay the same.
local function moveAgent(agentId, to, reason, isAside)
  local k = key('agent', agentId)
  local was = redis.call('HMGET', k, 'state', 'since', 'reason', 'seq')
  local from, since = was[1] or 'offline', int(was[2])
  if from == to and was[3] == reason then return end
  if since == 0 then since = now end
  if from == 'ready' and not isAside then leaveReady(agentId) end
  if from == 'talking' then endHelp(agentId, 'callEnded') end
  if from == 'offered' then redis.call('HDEL', k, 'pickedUp') end
  redis.call('HSET', k, 'state', to, 'reason', reason, 'since', text(now), 'seq', seqAfter(was[4]))
  if to == 'offline' then redis.call('SREM', key('agents'), agentId)
  elseif from == 'offline' then redis.call('SADD', key('agents'), agentId) end
  if to == 'ready' and not isAside then enterReady(agentId) end
  -- A waiting call may have been passed over at another seat because this one was at work; see isPassed.
  if to == 'notReady' or to == 'offline' then
    for _, pool in ipairs(poolsOf(agentId)) do
      if redis.call('EXISTS', key('ready', pool.pool), key('lines', pool.pool)) == 2 then at('match:' .. pool.pool, now) end
    end
  end
  emit('agent.stateChanged', '', agentId, { from = from, to = to, reason = reason, lastedMs = now - since })
end

-- The seat, or its lead, has said that it is ready: marks of calls that it did not answer before expire; see isPassed.
local function sayReady(agentId) redis.call('HINCRBY', key('agent', agentId), 'readyTurn', 1) end

-- A seat that takes a call while not ready will be not ready again afterwards, unless it has asked for something else.
local function keepForAfter(agentId)
  local k = key('agent', agentId)
  local a = redis.call('HMGET', k, 'state', 'reason', 'pendingState')
  if a[1] == 'notReady' and not a[3] then redis.call('HSET', k, 'pendingState', 'notReady', 'pendingReason', a[2] or '') end
end

-- Returns why a seat cannot be rung: notRegistered, noMicrophone or silent; nil when it can.
local function whyNotAlive(agentId)
  local a = redis.call('HMGET', key('agent', agentId), 'registered', 'microphone', 'seen', 'silentMs', 'ringAt')
  -- Rung at a telephone number, it needs its browser only for the screens.
  if a[1] ~= '1' and not a[5] then return 'notRegistered' end
  if a[2] ~= '1' and not a[5] then return 'noMicrophone' end
  if now - int(a[3]) > int(a[4]) then return 'silent' end
  return nil
end

-- Returns true when a seat can be rung.
local function isAlive(agentId) return whyNotAlive(agentId) == nil end
