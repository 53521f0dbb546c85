--[[ Calls that wait: what they need, where they stand, at which seats they have been passed over.
  A pool is a set of queues served by the same seats in the same way; a line is the part of a pool's waiting calls that
  need the same skills. So the cost of a decision depends on lines and candidates looked at, not on queues or seats. ]]

-- Returns what a call that arrived then needs now, { {skill, level}, ... } by skill. Levels fall step by step with waiting
-- (relax); at 0 the skill is no longer needed. Also returns when the next step comes, nil if none does.
local function relaxNeeds(asked, arrivedAt)
  local needs, nextAt = {}, nil
  for _, need in ipairs(asked) do
    local level = int(need.level)
    for _, step in ipairs(need.relax or {}) do
      local stepAt = arrivedAt + int(step.afterMs)
      if now >= stepAt then level = int(step.level) elseif not nextAt or stepAt < nextAt then nextAt = stepAt end
    end
    if level > 0 then needs[#needs + 1] = { skill = need.skill, level = level } end
  end
  table.sort(needs, function(a, b) return a.skill < b.skill end)
  return needs, nextAt
end

-- Returns the same for a live call. A call without needs of its own has the current needs of its queue.
local function needsNow(callId)
  local c = redis.call('HMGET', key('call', callId), 'needs', 'arrivedAt', 'queueId')
  local asked = c[1]
  if not asked or asked == '' then asked = get(key('queue', c[3]), 'needs') end
  return relaxNeeds(decode(asked), int(c[2]))
end

-- Returns the name of the line of such needs.
local function lineName(needs)
  local parts = {}
  for _, need in ipairs(needs) do parts[#parts + 1] = need.skill .. '>' .. need.level end
  return table.concat(parts, ',')
end

-- Returns the line of a call in this queue. A queue with a fair share has lines of its own, so that its first call is found
-- at once.
local function lineOf(queueId, share, needs)
  return int(share) > 0 and lineName(needs) .. '|' .. queueId or lineName(needs)
end

-- Returns the queue whose own line this is; nil for a shared line.
local function queueOfLine(line) return string.match(line, '|(.+)$') end

-- Returns the key of a line.
local function lineKey(pool, line) return key('line', pool, line) end

-- Returns true if a seat's skills, { skill = level }, meet the needs.
local function hasSkills(skills, needs)
  for _, need in ipairs(needs) do if int(skills[need.skill]) < need.level then return false end end
  return true
end

-- Marks that the seat did not answer this call. It is not offered the call again until it, or its lead, says anew that it is
-- ready (the mark holds the number of times that was said), and only while another seat at work could take the call: no
-- caller waits beside a ready seat. `turns` 1: the seat transferred the call itself, and does not get it at its next turn
-- either; otherwise 0.
local function markPassed(callId, agentId, turns)
  redis.call('ZADD', key('passed-by', callId), int(get(key('agent', agentId), 'readyTurn')) + turns, agentId)
end

-- Returns true if the seat did not answer this call and nobody has said anew that it is ready.
local function isMarked(callId, agentId)
  local turn = redis.call('ZSCORE', key('passed-by', callId), agentId)
  return turn and int(turn) >= int(get(key('agent', agentId), 'readyTurn'))
end

-- States of a seat that is at work.
local atWork = { ready = true, offered = true, talking = true, wrapUp = true }

-- Returns true if the seat must not be offered this call: it is marked, and another seat at work could take the call.
local function isPassed(callId, agentId)
  if not isMarked(callId, agentId) then return false end
  local pool, needs = poolOf(get(key('call', callId), 'queueId')), needsNow(callId)
  for _, other in ipairs(redis.call('SMEMBERS', key('agents'))) do
    local a = redis.call('HMGET', key('agent', other), 'state', 'skills', 'pools')
    if atWork[a[1]] and hasSkills(readJson(a[2]), needs) and not isMarked(callId, other) then
      for _, served in ipairs(readJson(a[3])) do if served.pool == pool then return true end end
    end
  end
  return false
end

-- Returns a call's place among the waiting: the lower, the sooner. One step of priority outweighs headStartMs of waiting; 0:
-- any wait (1e13 ms lies far beyond any arrival), so a higher priority always goes first.
local function placeScore(headStartMs, priority, placeAt)
  local headStart = int(headStartMs)
  return (9 - priority) * (headStart > 0 and headStart or 1e13) + int(placeAt)
end

-- Removes a waiting call from its queue, its line and the seat that it is reserved for. Does nothing if it is in none.
local function leaveLine(callId)
  local c = redis.call('HMGET', key('call', callId), 'pool', 'line', 'queueId', 'ownAgent', 'isTimed')
  if not c[2] then return end
  local set = lineKey(c[1], c[2])
  redis.call('ZREM', set, callId)
  if redis.call('EXISTS', set) == 0 then redis.call('HDEL', key('lines', c[1]), c[2]) end
  redis.call('ZREM', key('waiting', c[3]), callId)
  if c[4] then redis.call('ZREM', key('own', c[4]), callId) end
  if c[5] then drop('relax:' .. callId, 'own:' .. callId) end
  redis.call('HDEL', key('call', callId), 'line', 'isTimed')
end

-- Puts a waiting call into its queue (for the count and its place), its line, and the list of the seat that it is reserved
-- for, all by its score.
local function enterLine(callId)
  local ck = key('call', callId)
  local c = redis.call('HMGET', ck, 'queueId', 'score', 'ownAgent', 'ownUntil')
  local q = redis.call('HMGET', key('queue', c[1]), 'pool', 'fairShare')
  local pool = q[1] and q[1] ~= '' and q[1] or c[1]
  local needs, nextAt = needsNow(callId)
  local line = lineOf(c[1], q[2], needs)
  redis.call('HSET', key('lines', pool), line, cjson.encode(needs))
  redis.call('ZADD', lineKey(pool, line), c[2], callId)
  redis.call('ZADD', key('waiting', c[1]), c[2], callId)
  local isKept = c[3] and now < int(c[4]) and not isPassed(callId, c[3])
  if nextAt then at('relax:' .. callId, nextAt) end
  if isKept then
    redis.call('ZADD', key('own', c[3]), c[2], callId)
    at('own:' .. callId, int(c[4]))
  end
  -- isTimed: it has a deadline to drop when it leaves.
  if nextAt or isKept then redis.call('HSET', ck, 'pool', pool, 'line', line, 'isTimed', 1)
  else redis.call('HSET', ck, 'pool', pool, 'line', line) end
end

-- Returns the seat that the call is reserved for, while that seat is signed in: no other seat may have it. Otherwise nil.
local function keptFor(callId)
  local c = redis.call('HMGET', key('call', callId), 'ownAgent', 'ownUntil')
  if not c[1] or now >= int(c[2]) then return nil end
  local state = get(key('agent', c[1]), 'state')
  if state == '' or state == 'offline' or isPassed(callId, c[1]) then return nil end
  return c[1]
end
