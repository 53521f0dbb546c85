--[[ Stands before every transition script. The live state of a center, and the words the transitions are made of.
  KEYS  the center's base key, e.g. {ss:main}; every other key is below it and shares its hash tag
  ARGV  nowMs (0: the clock of Redis), of work under the lease of a node `<nowMs> <token> <node>`; then the script's own
  Reply always one JSON object. `offers` in it are new offers that the caller of the script must ring.
  Error STALELEASE when another server has had the lease meanwhile; nothing is changed then.

  A pool is a set of queues served by the same seats in the same way; a line is the part of a pool's waiting calls that
  need the same skills. So the cost of a decision depends on lines and candidates looked at, not on queues or seats. ]]
local base = KEYS[1]
local nowText, token, node = string.match(ARGV[1], '^(%S+) ?(%S*) ?(.*)$')
if token ~= '' then
  local holder = redis.call('GET', base .. ':lease-holder:' .. node)
  if holder and holder ~= token then return redis.error_reply('STALELEASE another server acts for ' .. node) end
end
local now = tonumber(nowText)
if now == 0 then
  local t = redis.call('TIME')
  now = t[1] * 1000 + math.floor(t[2] / 1000)
end

-- Bounds of one match: calls looked at per line, seats looked at per call, offers made, seats named in the reason.
local HEADS, SEATS, OFFERS, NAMED = 20, 50, 50, 5
-- One level of a member's order in its queue weighs more than any measure of a strategy.
local LEVEL = 1e14

local function key(kind, id, more)
  if more then return base .. ':' .. kind .. ':' .. id .. ':' .. more end
  return id and base .. ':' .. kind .. ':' .. id or base .. ':' .. kind
end
local function reply(value) return cjson.encode(value) end
local function text(n) return string.format('%.0f', n) end
local function int(v) return tonumber(v) or 0 end
local function get(k, field) return redis.call('HGET', k, field) or '' end
local function decode(json) if json and json ~= '' then return cjson.decode(json) end return {} end
-- The same, for what is only read: each text is taken apart once a script.
local decoded = {}
local function readJson(json)
  if not json or json == '' then return {} end
  local value = decoded[json]
  if not value then
    value = cjson.decode(json)
    decoded[json] = value
  end
  return value
end
-- `atMs`: when it happened, if that was before now.
local function emit(kind, callId, agentId, data, atMs)
  redis.call('XADD', key('events'), '*', 'type', kind, 'at', text(atMs or now), 'call', callId, 'agent', agentId,
    'data', next(data) and cjson.encode(data) or '{}')
end
local function at(member, ms) redis.call('ZADD', key('deadlines'), text(ms), member) end
local function drop(...) redis.call('ZREM', key('deadlines'), ...) end

local function poolOf(queueId)
  local pool = get(key('queue', queueId), 'pool')
  return pool ~= '' and pool or queueId
end

-- ---------------------------------------------------------------- seats

-- Pools of a seat with its order in each: { {pool, order, listed}, ... }; kept at sign-in and by changed settings.
local function poolsOf(agentId) return readJson(get(key('agent', agentId), 'pools')) end

-- Today's counts of a seat (calls, ms of talk, when the day began) begin anew with the center's day.
local function todayOf(k)
  local dayStart = redis.call('GET', key('day-start')) or '0'
  local a = redis.call('HMGET', k, 'dayStart', 'callsToday', 'talkToday')
  if a[1] ~= dayStart then
    redis.call('HSET', k, 'dayStart', dayStart, 'callsToday', 0, 'talkToday', 0)
    return 0, 0, int(dayStart)
  end
  return int(a[2]), int(a[3]), int(dayStart)
end

-- The lower a seat's score, the sooner it is offered a call. Measures stay below LEVEL.
local function scoreOf(agentId, pool, strategy)
  local k = key('agent', agentId)
  local a = redis.call('HMGET', k, 'idleSince', 'lastOfferedAt', 'skills')
  local idleSince = int(a[1])
  if strategy == 'fewestCalls' or strategy == 'leastTalk' then
    local calls, talk, dayStart = todayOf(k)
    local measure = strategy == 'fewestCalls' and calls * 1e8 or math.floor(talk / 1000) * 1e8
    -- Of equals the one that is idle longest.
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

-- Ready is a state and a place in the ready sets of the seat's pools (all, and one per skill); they change here only.
local function readySets(agentId, visit)
  local a = redis.call('HMGET', key('agent', agentId), 'skills', 'pools')
  local skills = readJson(a[1])
  for _, pool in ipairs(readJson(a[2])) do
    visit(key('ready', pool.pool), pool)
    for skill in pairs(skills) do visit(key('ready', pool.pool, skill), pool) end
  end
end
local function leaveReady(agentId)
  readySets(agentId, function(set) redis.call('ZREM', set, agentId) end)
end
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

-- A request for help is over: withdrawn, or the talk it was about.
local function endHelp(agentId, why)
  local k = key('agent', agentId)
  local callId = redis.call('HGET', k, 'helpCall')
  if not callId then return end
  redis.call('HDEL', k, 'helpCall', 'helpAt', 'helpReason', 'helpSeenBy', 'helpSeenByName')
  emit('help.ended', callId, agentId, { why = why })
end

-- A seat that looks for its next call before it stands in line: its ready sets are left alone meanwhile.
local looking
local function moveAgent(agentId, to, reason)
  local k = key('agent', agentId)
  local was = redis.call('HMGET', k, 'state', 'since', 'reason', 'seq')
  local from, since = was[1] or 'offline', int(was[2])
  if from == to and was[3] == reason then return end
  if since == 0 then since = now end
  if from == 'ready' and agentId ~= looking then leaveReady(agentId) end
  if from == 'talking' then endHelp(agentId, 'callEnded') end
  if from == 'offered' then redis.call('HDEL', k, 'pickedUp') end
  redis.call('HSET', k, 'state', to, 'reason', reason, 'since', text(now), 'seq', int(was[4]) + 1)
  if to == 'offline' then redis.call('SREM', key('agents'), agentId)
  elseif from == 'offline' then redis.call('SADD', key('agents'), agentId) end
  if to == 'ready' and agentId ~= looking then enterReady(agentId) end
  -- Who waits was perhaps passed over at another seat because this one was at work; see isPassed.
  if to == 'notReady' or to == 'offline' then
    for _, pool in ipairs(poolsOf(agentId)) do
      if redis.call('EXISTS', key('ready', pool.pool), key('lines', pool.pool)) == 2 then at('match:' .. pool.pool, now) end
    end
  end
  emit('agent.stateChanged', '', agentId, { from = from, to = to, reason = reason, lastedMs = now - since })
end

-- Somebody says that the seat is there and ready: marks of calls that it let ring before are over; see isPassed.
local function sayReady(agentId) redis.call('HINCRBY', key('agent', agentId), 'readyTurn', 1) end

-- What a seat has written about a call so far: { rev, categoryId, result, note, said, at, kept }. `kept`: it is in the
-- record: 'open', the seat is still to finish it; 'done', what it writes next begins anew.
local WRITTEN_S = { open = 7 * 86400, done = 86400 }
local function writtenOf(callId, agentId) return decode(redis.call('HGET', key('written', callId), agentId)) end
local function saidOf(callId, agentId)
  local said = writtenOf(callId, agentId).said
  return said ~= '' and said or nil
end
local function keepWritten(callId, agentId, written)
  local wk = key('written', callId)
  redis.call('HSET', wk, agentId, cjson.encode(written))
  redis.call('EXPIRE', wk, math.max(redis.call('TTL', wk), WRITTEN_S[written.kept or 'done']))
end
-- `words`: category, result and note that it ends with, when they are not what was written last.
local function markWritten(callId, agentId, kept, words)
  local written = writtenOf(callId, agentId)
  if words then written.categoryId, written.result, written.note = words.categoryId, words.result, words.note end
  written.rev, written.kept, written.at = int(written.rev) + 1, kept, now
  keepWritten(callId, agentId, written)
end
-- A seat leaves a call that it owes no wrap-up: its note goes into the record.
local function recordNote(callId, agentId)
  local written = writtenOf(callId, agentId)
  if written.kept or (written.note or '') == '' then return end
  emit('wrapUp.noted', callId, agentId, { note = written.note })
  markWritten(callId, agentId, 'done')
end

-- A wrap-up is over. `said`: category, result and note as its seat sends them; nil when the limit of time or somebody
-- else ends it: then what was written so far is kept, and the seat is to finish it later.
local function endWrapUp(agentId, said)
  local k = key('agent', agentId)
  local a = redis.call('HMGET', k, 'wrapCall', 'wrapStart', 'wrapMode', 'wrapSince', 'wrapSpent', 'wrapAgain', 'state')
  local callId = a[1] or a[6]
  if not callId or callId == '' then return end
  drop('wrapUp:' .. agentId .. ':' .. callId)
  local written = said or writtenOf(callId, agentId)
  if not said and written.kept == 'done' then written = {} end
  local complete = said ~= nil or a[3] == 'optional' or a[3] == 'none'
  local spent = int(a[5])
  -- Rung or talking meanwhile: that time is counted already.
  if a[1] and a[7] == 'wrapUp' then spent = spent + now - int(a[4] or a[2]) end
  emit('wrapUp.finished', callId, agentId, { categoryId = written.categoryId or '', result = written.result or '',
    note = written.note or '', complete = complete, wrapUpMs = spent, startedAtMs = int(a[2]) })
  markWritten(callId, agentId, complete and 'done' or 'open', said)
  redis.call('HDEL', k, 'wrapCall', 'wrapStart', 'wrapDeadline', 'wrapMode', 'wrapSince', 'wrapSpent', 'wrapAgain')
end

-- Where a seat goes that is done with a call: what it asked for meanwhile, else `otherwise`. Nothing it wrote is lost.
local function settleAgent(agentId, otherwise, reason)
  local k = key('agent', agentId)
  endWrapUp(agentId)
  local pending = redis.call('HMGET', k, 'pendingState', 'pendingReason', 'callId')
  if pending[3] and pending[3] ~= '' then recordNote(pending[3], agentId) end
  redis.call('HDEL', k, 'callId', 'offerGen', 'offeredAt', 'deadline', 'pendingState', 'pendingReason')
  if pending[1] and pending[1] ~= '' then
    if pending[1] == 'ready' then sayReady(agentId) end
    moveAgent(agentId, pending[1], pending[2] or '')
  else
    moveAgent(agentId, otherwise, reason or '')
  end
end

-- A seat that comes to a call from not ready is to be not ready again after it, unless it has asked for something else.
local function keepForAfter(agentId)
  local k = key('agent', agentId)
  local a = redis.call('HMGET', k, 'state', 'reason', 'pendingState')
  if a[1] == 'notReady' and not a[3] then redis.call('HSET', k, 'pendingState', 'notReady', 'pendingReason', a[2] or '') end
end

-- Proof of life. Nil when the seat can be rung, else why not.
local function whyNotAlive(agentId)
  local a = redis.call('HMGET', key('agent', agentId), 'registered', 'microphone', 'seen', 'silentMs', 'ringAt')
  -- Rung at a telephone number, it needs its browser for the records only.
  if a[1] ~= '1' and not a[5] then return 'notRegistered' end
  if a[2] ~= '1' and not a[5] then return 'noMicrophone' end
  if now - int(a[3]) > int(a[4]) then return 'silent' end
  return nil
end
local function isAlive(agentId) return whyNotAlive(agentId) == nil end

-- ---------------------------------------------------------------- calls that wait

-- What a call that arrived then needs now: a skill's level falls step by step with waiting (relax), and at 0 is not
-- needed any more. Also when the next step comes, nil when none does.
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
-- A call without needs of its own has its queue's, as they are set now.
local function needsNow(callId)
  local c = redis.call('HMGET', key('call', callId), 'needs', 'arrivedAt', 'queueId')
  local asked = c[1]
  if not asked or asked == '' then asked = get(key('queue', c[3]), 'needs') end
  return relaxNeeds(decode(asked), int(c[2]))
end
local function lineName(needs)
  local parts = {}
  for _, need in ipairs(needs) do parts[#parts + 1] = need.skill .. '>' .. need.level end
  return table.concat(parts, ',')
end
-- The calls of a queue that has a fair share stand in lines of their own, so that its head is found at once.
local function lineOf(queueId, share, needs)
  return int(share) > 0 and lineName(needs) .. '|' .. queueId or lineName(needs)
end
local function queueOfLine(line) return string.match(line, '|(.+)$') end
local function lineKey(pool, line) return key('line', pool, line) end
local function hasSkills(skills, needs)
  for _, need in ipairs(needs) do if int(skills[need.skill]) < need.level then return false end end
  return true
end

-- A seat that let a call ring is not offered it again until it, or its lead, has said anew that it is ready (the mark is the
-- turn of saying so that it was in), and only while somebody else at work could have the call: nobody waits beside a ready
-- seat. A seat that passed a call on has it not back at its next turn either (`turns` 1).
local function markPassed(callId, agentId, turns)
  redis.call('ZADD', key('passed-by', callId), int(get(key('agent', agentId), 'readyTurn')) + turns, agentId)
end
local function isMarked(callId, agentId)
  local turn = redis.call('ZSCORE', key('passed-by', callId), agentId)
  return turn and int(turn) >= int(get(key('agent', agentId), 'readyTurn'))
end
local atWork = { ready = true, offered = true, talking = true, wrapUp = true }
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

-- A call's place among those that wait: the lower, the sooner. A step of priority is worth headStartMs of waiting; 0: more
-- than any wait (1e13 ms lies far beyond any arrival), so a higher priority goes strictly first.
local function placeScore(headStartMs, priority, placeAt)
  local headStart = int(headStartMs)
  return (9 - priority) * (headStart > 0 and headStart or 1e13) + int(placeAt)
end

-- A waiting call stands in its queue (for the count and its place), in its line, and at the seat it is kept for.
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
-- True while the call is kept for one seat that is there; another seat may then not have it.
local function keptFor(callId)
  local c = redis.call('HMGET', key('call', callId), 'ownAgent', 'ownUntil')
  if not c[1] or now >= int(c[2]) then return nil end
  local state = get(key('agent', c[1]), 'state')
  if state == '' or state == 'offline' or isPassed(callId, c[1]) then return nil end
  return c[1]
end

-- ---------------------------------------------------------------- offers

-- Offers that ring for a call: { {gen, agentId}, ... }.
local function ringsOf(callId) return decode(get(key('call', callId), 'rings')) end
local function writeRings(callId, rings)
  if #rings == 0 then redis.call('HDEL', key('call', callId), 'rings') else redis.call('HSET', key('call', callId), 'rings', cjson.encode(rings)) end
end
local function dropOfferDeadline(callId, gen) drop('offer:' .. callId .. ':' .. gen) end

-- What a seat is rung with for a call; see Offer in define-transition.ts.
local function offerOf(callId, agentId, gen, ringMs)
  local c = redis.call('HMGET', key('call', callId), 'queueId', 'ringCycle', 'channelId', 'number', 'node')
  return { callId = callId, agentId = agentId, offerGen = gen, queueId = c[1] or '', offeredAtMs = now, deadlineAtMs = now + ringMs,
    ringMs = ringMs, ringCycleMs = int(c[2]), channelId = c[3] or '', callerNumber = c[4] or '', node = c[5],
    ringsAt = redis.call('HGET', key('agent', agentId), 'ringAt') or cjson.null }
end

local function offer(callId, agentId, why)
  local ck, ak = key('call', callId), key('agent', agentId)
  local c = redis.call('HMGET', ck, 'ringCycle', 'arrivedAt', 'queueId', 'gen', 'rings')
  local rings = int(get(key('queue', c[3]), 'ringsPerOffer'))
  local gen = int(c[4]) + 1
  local ringMs = math.max(1, rings) * int(c[1])
  local deadline = now + ringMs
  leaveLine(callId)
  local ringing = decode(c[5])
  ringing[#ringing + 1] = { gen, agentId }
  redis.call('HSET', ck, 'state', 'offered', 'agentId', agentId, 'offeredAt', text(now), 'deadline', text(deadline),
    'gen', gen, 'rings', cjson.encode(ringing))
  redis.call('HSET', ak, 'callId', callId, 'offerGen', gen, 'offeredAt', text(now), 'deadline', text(deadline), 'lastOfferedAt', text(now))
  at('offer:' .. callId .. ':' .. gen, deadline)
  emit('routing.offered', callId, agentId,
    { offerGen = gen, queueId = c[3], deadlineAtMs = deadline, waitedMs = now - int(c[2]), why = why })
  moveAgent(agentId, 'offered', '')
  return offerOf(callId, agentId, gen, ringMs)
end

-- The seats that a call would be offered to now, in order, and the reason; changes nothing. The call: id ('' for one
-- that is not there yet), pool, queueId, needs, owner (the seat that it is kept for, or nil).
local function chooseSeats(call)
  local pool, needs, owner = call.pool, call.needs, call.owner
  local atOnce = math.max(1, int(get(key('queue', call.queueId), 'seatsAtOnce')))
  local strategy = get(key('pool', pool), 'strategy')
  local why = { by = 'call', strategy = strategy ~= '' and strategy or 'longestIdle', needs = lineName(needs),
    atOnce = atOnce, looked = 0, seats = {} }
  if owner then
    local state = get(key('agent', owner), 'state')
    local said = state ~= 'ready' and state or whyNotAlive(owner)
    why.looked, why.seats = 1, { { agentId = owner, verdict = said or 'own' } }
    return said and {} or { owner }, why
  end
  local chosen = {}
  local function look(fromPool, verdict)
    local set = needs[1] and key('ready', fromPool, needs[1].skill) or key('ready', fromPool)
    local list = redis.call('ZRANGE', set, 0, SEATS - 1, 'WITHSCORES')
    for i = 1, #list, 2 do
      local agentId, said = list[i], nil
      if #chosen >= atOnce then said = 'later'
      elseif isPassed(call.id, agentId) then said = 'passed'
      elseif needs[1] and not hasSkills(readJson(get(key('agent', agentId), 'skills')), needs) then said = 'skill'
      else said = whyNotAlive(agentId) end
      if not said then
        chosen[#chosen + 1] = agentId
        said = verdict
      end
      why.looked = why.looked + 1
      -- Whoever is chosen is named, however many were passed over before.
      if said == verdict or #why.seats < NAMED + atOnce then
        why.seats[#why.seats + 1] = { agentId = agentId, score = list[i + 1], verdict = said, lent = fromPool ~= pool or nil }
      end
      if #chosen >= atOnce and #why.seats >= NAMED + atOnce then return end
    end
  end
  look(pool, 'chosen')
  if #chosen == 0 then
    -- Seats lent to this pool while its service level is in danger.
    for _, lender in ipairs(redis.call('SMEMBERS', key('borrows', pool))) do
      if #chosen == 0 then look(lender, 'borrowed') end
    end
  end
  return chosen, why
end

-- Looks for the seat of one waiting call (or for several, where the queue rings several at once).
local function matchCall(callId)
  local c = redis.call('HMGET', key('call', callId), 'pool', 'line', 'queueId')
  if not c[2] then return {} end
  local needs = readJson(get(key('lines', c[1]), c[2]))
  local chosen, why = chooseSeats({ id = callId, pool = c[1], queueId = c[3], needs = needs, owner = keptFor(callId) })
  local offers = {}
  for _, agentId in ipairs(chosen) do offers[#offers + 1] = offer(callId, agentId, why) end
  return offers
end

-- Fair share: of the queues that have one, the seat takes the calls of the same priority in the proportion of the shares,
-- while all of them wait (start-time fair queueing, Goyal, Vin and Cheng 1996, with every call of size one). A call taken
-- puts its queue SHARE_STEP / share ahead, the queue least ahead is next, and it is the new zero: a queue in which nobody
-- waited saves nothing up. `due` is due first by score; `sharing` are the first calls of the queues with a share.
local SHARE_STEP = 1e6
local function takeShare(agentId, due, sharing)
  if not due or not due.queueId or #sharing < 2 then return due end
  local ak = key('agent', agentId)
  local ahead = decode(get(ak, 'sharesAhead'))
  local priority = get(key('call', due.id), 'priority')
  local picked, rivals = nil, 0
  for _, one in ipairs(sharing) do
    if get(key('call', one.id), 'priority') == priority then
      rivals = rivals + 1
      one.ahead, one.share = int(ahead[one.queueId]), math.max(1, int(get(key('queue', one.queueId), 'fairShare')))
      one.named.share = { queueId = one.queueId, share = one.share, ahead = one.ahead }
      if not picked or one.ahead < picked.ahead or (one.ahead == picked.ahead and one.score < picked.score) then picked = one end
    end
  end
  if rivals < 2 then
    due.named.share = nil
    return due
  end
  local after = { [picked.queueId] = math.floor(SHARE_STEP / picked.share) }
  for queueId, was in pairs(ahead) do
    if queueId ~= picked.queueId and was > picked.ahead then after[queueId] = was - picked.ahead end
  end
  redis.call('HSET', ak, 'sharesAhead', cjson.encode(after))
  return picked
end

-- Looks for the call that a seat which has become ready should have: own first, then due first by score and fair share.
local function matchSeat(agentId)
  local k = key('agent', agentId)
  local a = redis.call('HMGET', k, 'state', 'skills')
  if a[1] ~= 'ready' or not isAlive(agentId) then return {} end
  local own = redis.call('ZRANGE', key('own', agentId), 0, 0)[1]
  if own then
    local calls = { { callId = own, score = redis.call('ZSCORE', key('own', agentId), own), verdict = 'own' } }
    return { offer(own, agentId, { by = 'seat', looked = 1, seats = { { agentId = agentId, verdict = 'freed' } }, calls = calls }) }
  end
  local skills = readJson(a[2])
  local best, sharing, why = nil, {}, { by = 'seat', looked = 0, calls = {} }
  local function look(pool, verdict)
    local lines = redis.call('HGETALL', key('lines', pool))
    for i = 1, #lines, 2 do
      if hasSkills(skills, readJson(lines[i + 1])) then
        local queueId = queueOfLine(lines[i])
        local heads = redis.call('ZRANGE', lineKey(pool, lines[i]), 0, HEADS - 1, 'WITHSCORES')
        for h = 1, #heads, 2 do
          local callId, score = heads[h], tonumber(heads[h + 1])
          if best and best.score <= score and not queueId then break end
          local said = nil
          if isPassed(callId, agentId) then said = 'passed'
          elseif (keptFor(callId) or agentId) ~= agentId then said = 'keptForOther' end
          local named = { callId = callId, score = heads[h + 1], verdict = said or verdict }
          why.looked = why.looked + 1
          if #why.calls < NAMED then why.calls[#why.calls + 1] = named end
          if not said then
            local found = { id = callId, score = score, named = named, queueId = queueId }
            if queueId then
              local same = nil
              for at, one in ipairs(sharing) do if one.queueId == queueId then same = at end end
              if not same then sharing[#sharing + 1] = found elseif sharing[same].score > score then sharing[same] = found end
            end
            if not best or score < best.score then best = found end
            break
          end
        end
      end
    end
  end
  local pools = poolsOf(agentId)
  for _, pool in ipairs(pools) do look(pool.pool, 'due') end
  if not best then
    for _, pool in ipairs(pools) do
      for _, borrower in ipairs(redis.call('SMEMBERS', key('lends', pool.pool))) do look(borrower, 'lent') end
    end
  end
  if not best then return {} end
  local due = best
  best = takeShare(agentId, due, sharing)
  -- Whoever is chosen is named, and who was due before, however many were passed over.
  for _, found in ipairs(best == due and { best } or { due, best }) do
    local isNamed = false
    for _, named in ipairs(why.calls) do isNamed = isNamed or named == found.named end
    if not isNamed then why.calls[#why.calls + 1] = found.named end
  end
  why.seats = { { agentId = agentId, verdict = 'freed' } }
  return { offer(best.id, agentId, why) }
end

-- A seat that is done with a call: the next one at once, else it stands in line. `back`: where else than ready it goes.
local function freeSeat(agentId, back, reason)
  looking = agentId
  settleAgent(agentId, back or 'ready', reason)
  local offers = matchSeat(agentId)
  looking = nil
  if get(key('agent', agentId), 'state') == 'ready' then enterReady(agentId) end
  return offers
end

-- Looks at whole pools again, after a change of settings. What is left after OFFERS goes on by a deadline of its own.
local function matchPools(pools)
  local heads, offers = {}, {}
  for _, pool in ipairs(pools) do
    local lines = redis.call('HKEYS', key('lines', pool))
    for _, line in ipairs(lines) do
      local list = redis.call('ZRANGE', lineKey(pool, line), 0, OFFERS - 1, 'WITHSCORES')
      for i = 1, #list, 2 do heads[#heads + 1] = { id = list[i], score = tonumber(list[i + 1]) } end
    end
  end
  table.sort(heads, function(a, b) if a.score == b.score then return a.id < b.id end return a.score < b.score end)
  for _, head in ipairs(heads) do
    if #offers >= OFFERS then
      for _, pool in ipairs(pools) do at('match:' .. pool, now) end
      break
    end
    for _, made in ipairs(matchCall(head.id)) do offers[#offers + 1] = made end
  end
  return offers
end

local function join(into, more)
  for _, made in ipairs(more) do into[#into + 1] = made end
  return into
end

-- A call whose offers all came to nothing goes back to where it stood: its score keeps priority and first arrival.
local function backToQueue(callId)
  local ck = key('call', callId)
  redis.call('HSET', ck, 'state', 'waiting')
  redis.call('HDEL', ck, 'agentId', 'offeredAt', 'deadline')
  enterLine(callId)
  return get(ck, 'queueId')
end

-- ---------------------------------------------------------------- while waiting

-- How long who waited from which position: what the estimate is made of. Who did not get through waited at least so long.
local WAITS_KEPT = 200
local function noteWait(callId, isServed)
  local ck = key('call', callId)
  local c = redis.call('HMGET', ck, 'queueId', 'position', 'queuedAt')
  if not c[2] then return end
  redis.call('HDEL', ck, 'position')
  local list = key('waits', c[1])
  redis.call('LPUSH', list, cjson.encode({ atMs = now, position = int(c[2]), waitedMs = now - int(c[3]), isServed = isServed }))
  redis.call('LTRIM', list, 0, WAITS_KEPT - 1)
end

-- Announcements go to those who hear the center already, from one interval after they could.
local function planAnnouncement(callId)
  local c = redis.call('HMGET', key('call', callId), 'state', 'centerAnsweredAt', 'queueId')
  if not c[2] or not c[3] or (c[1] ~= 'waiting' and c[1] ~= 'offered') then return end
  local every = int(get(key('queue', c[3]), 'announceEveryMs'))
  if every > 0 then at('announce:' .. callId, now + every) end
end

-- Numbers are canonical (shared/src/domain/phone-number.ts) wherever somebody is known again by one.
-- The open callback of a number; a newer one of the same number is left alone.
local function forgetCallback(callId, queueId, number)
  if redis.call('HGET', key('callback-of', queueId), number) == callId then redis.call('HDEL', key('callback-of', queueId), number) end
end

-- The customer rang: an open callback of theirs is not needed any more, unless a seat is at it. Its place, or nil.
local function cancelCallback(queueId, number)
  if number == '' then return nil end
  local callId = redis.call('HGET', key('callback-of', queueId), number)
  if not callId then return nil end
  local c = redis.call('HMGET', key('call', callId), 'state', 'placeAt')
  if c[1] ~= 'waiting' and c[1] ~= 'arrived' then return nil end
  leaveLine(callId)
  emit('call.ended', callId, '', { outcome = 'cancelled', endedBy = 'customer', cause = 0, why = 'customerRangIn' })
  drop('callback:' .. callId)
  redis.call('HDEL', key('callback-of', queueId), number)
  redis.call('SREM', key('calls'), callId)
  redis.call('DEL', key('call', callId), key('passed-by', callId))
  return int(c[2])
end

-- A callback stands in its queue from when it can be dialled: its caller has hung up, or its next try is due. False when it
-- does not wait for that. The caller of this word matches it.
local function takeCallbackPlace(callId)
  local ck = key('call', callId)
  local c = redis.call('HMGET', ck, 'state', 'isCallback')
  drop('callback:' .. callId)
  if c[1] ~= 'arrived' or c[2] ~= '1' then return false end
  redis.call('HSET', ck, 'state', 'waiting')
  enterLine(callId)
  return true
end

-- Who rings back soon after giving up, or before being called back, gets the old place. Ms of the first arrival, or nil.
local function takeOldPlace(queueId, number)
  if number == '' then return nil end
  local kept = key('place', queueId, number)
  local placeAt = cancelCallback(queueId, number) or tonumber(redis.call('GET', kept) or '')
  redis.call('DEL', kept)
  return placeAt
end

-- ---------------------------------------------------------------- talks and legs

-- A seat writes a call up, by the rule of its queue. `reached`: it has talked with the customer.
local function beginWrapUp(callId, agentId, queueId, reached)
  local ak = key('agent', agentId)
  local q = redis.call('HMGET', key('queue', queueId), 'wrapUpLimitMs', 'wrapUpMode')
  -- It has taken its own call while it wrote it up: it goes on with that wrap-up.
  if get(ak, 'wrapAgain') ~= callId then redis.call('HSET', ak, 'wrapStart', text(now), 'wrapSpent', 0) end
  redis.call('HDEL', ak, 'wrapAgain', 'wrapPassed')
  local limit = q[2] == 'untilDone' and 0 or int(q[1])
  local deadline = limit > 0 and now + limit or 0
  redis.call('HSET', ak, 'wrapCall', callId, 'wrapSince', text(now), 'wrapDeadline', text(deadline), 'wrapMode', q[2] or '',
    'wrapReached', reached and '1' or '0')
  if q[2] == 'none' then return freeSeat(agentId) end
  if deadline > 0 then at('wrapUp:' .. agentId .. ':' .. callId, deadline) end
  redis.call('HDEL', ak, 'callId', 'offerGen', 'offeredAt', 'deadline')
  emit('wrapUp.started', callId, agentId, { deadlineAtMs = deadline })
  moveAgent(agentId, 'wrapUp', '')
  return {}
end
-- A seat's talk is over: counted, then written up. `answeredAt`: when this seat's talk began.
local function endTalk(callId, agentId, queueId, answeredAt)
  local ak = key('agent', agentId)
  local calls, talk = todayOf(ak)
  redis.call('HSET', ak, 'callsToday', calls + 1, 'talkToday', text(talk + now - int(answeredAt)), 'idleSince', text(now))
  return beginWrapUp(callId, agentId, queueId, true)
end

-- Who takes part in a call beside its customer and the seat that has it (agentId, talkingGen): a list of
-- { gen, kind, who, role, state, since, by, deadline, held, muted }; see CallLeg in calls.store.ts.
local function legsOf(callId) return decode(get(key('call', callId), 'legs')) end
local function writeLegs(callId, legs)
  if #legs == 0 then redis.call('HDEL', key('call', callId), 'legs') else redis.call('HSET', key('call', callId), 'legs', cjson.encode(legs)) end
end
local function findLeg(legs, gen)
  for i, leg in ipairs(legs) do if leg.gen == tonumber(gen) then return leg, i end end
  return nil
end
local function hasSeat(leg) return leg.kind ~= 'number' end
-- All seats of the call see it anew.
local function touchSeats(callId, legs)
  for _, agentId in ipairs(redis.call('HMGET', key('call', callId), 'agentId', 'calleeId')) do
    if agentId and agentId ~= '' then redis.call('HINCRBY', key('agent', agentId), 'seq', 1) end
  end
  for _, leg in ipairs(legs) do if hasSeat(leg) then redis.call('HINCRBY', key('agent', leg.who), 'seq', 1) end end
end

local function seatChannel(callId, gen) return 'seat-' .. callId .. '.' .. gen end
-- Of two colleagues who talk, the one who asks for something has the call: whoever called, either may pass it on. Not while
-- one has put the other on music, or others are in it.
local function takeSide(callId, agentId)
  local ck = key('call', callId)
  local c = redis.call('HMGET', ck, 'direction', 'state', 'calleeId', 'agentId', 'channelId', 'talkingGen', 'heldSince', 'awaySince', 'legs')
  if c[1] ~= 'internal' or c[2] ~= 'talking' or c[3] ~= agentId or not c[6] or c[7] or c[8] or c[9] then return end
  local d = redis.call('HMGET', ck, 'muted', 'calleeMuted', 'rejoinGen', 'calleeRejoinGen')
  redis.call('HSET', ck, 'agentId', agentId, 'calleeId', c[4], 'talkingGen', string.match(c[5], '%d+$'),
    'channelId', seatChannel(callId, c[6]), 'muted', d[2] or '', 'calleeMuted', d[1] or '')
  redis.call('HDEL', ck, 'rejoinGen', 'calleeRejoinGen')
  if d[3] then redis.call('HSET', ck, 'calleeRejoinGen', d[3]) end
  if d[4] then redis.call('HSET', ck, 'rejoinGen', d[4]) end
  redis.call('HDEL', key('channels'), c[5])
  redis.call('HSET', key('channels'), seatChannel(callId, c[6]), callId)
end

-- Why a seat that somebody asks for by name cannot be rung for this call; nil when it can. Beside ready seats those that
-- are not ready, and the one that still writes up this very call.
local function whyNotAsked(agentId, callId)
  local a = redis.call('HMGET', key('agent', agentId), 'state', 'wrapCall')
  if not a[1] then return 'offline' end
  if a[1] == 'ready' or a[1] == 'notReady' or (a[1] == 'wrapUp' and a[2] == callId) then return whyNotAlive(agentId) end
  return a[1]
end
-- The seat is taken from the routing, and remembers what it goes back to.
local function reserveSeat(agentId, callId, gen, deadline)
  local ak = key('agent', agentId)
  local a = redis.call('HMGET', ak, 'state', 'reason', 'wrapStart', 'wrapSince', 'wrapSpent')
  redis.call('HSET', ak, 'callId', callId, 'offerGen', gen, 'offeredAt', text(now), 'deadline', text(deadline),
    'backState', a[1], 'backReason', a[2] or '')
  -- The clock of a wrap-up stands still while its seat is rung.
  if a[1] == 'wrapUp' then
    redis.call('HSET', ak, 'wrapSpent', text(int(a[5]) + now - int(a[4] or a[3])), 'wrapPaused', text(now))
  end
  drop('wrapUp:' .. agentId .. ':' .. callId)
  moveAgent(agentId, 'offered', '')
end
-- Back to what it was before its leg. A ready seat that let it ring is not ready, as with any offer.
local function releaseSeat(agentId, callId, cause)
  local ak = key('agent', agentId)
  local a = redis.call('HMGET', ak, 'backState', 'backReason', 'wrapDeadline', 'pendingState', 'state', 'callId', 'wrapPaused')
  if a[6] ~= callId or (a[5] ~= 'offered' and a[5] ~= 'talking') then return {} end
  redis.call('HDEL', ak, 'backState', 'backReason')
  if a[5] == 'talking' then redis.call('HSET', ak, 'idleSince', text(now)) end
  if a[1] == 'wrapUp' then
    redis.call('HDEL', ak, 'callId', 'offerGen', 'offeredAt', 'deadline', 'wrapPaused')
    redis.call('HSET', ak, 'wrapSince', text(now))
    if int(a[3]) > 0 then
      local deadline = int(a[3]) + now - int(a[7] or now)
      redis.call('HSET', ak, 'wrapDeadline', text(deadline))
      at('wrapUp:' .. agentId .. ':' .. callId, deadline)
    end
    moveAgent(agentId, 'wrapUp', '')
    return {}
  end
  if a[5] == 'offered' and a[1] == 'ready' and (cause == 'ignored' or cause == 'tabFrozen') then
    if a[4] == 'ready' then redis.call('HDEL', ak, 'pendingState', 'pendingReason') end
    return freeSeat(agentId, 'notReady', 'rona')
  end
  return freeSeat(agentId, a[1] == 'notReady' and 'notReady' or 'ready', a[1] == 'notReady' and a[2] or '')
end

-- One more leg: rings for ringMs (0: three rings of the call). Returns the leg, and the offer to ring when it is a seat's.
local function addLeg(callId, leg, ringMs)
  local ck = key('call', callId)
  if ringMs == 0 then ringMs = 3 * int(get(ck, 'ringCycle')) end
  local gen = redis.call('HINCRBY', ck, 'gen', 1)
  leg.gen, leg.state, leg.since, leg.deadline = gen, 'ringing', now, now + ringMs
  local legs = legsOf(callId)
  legs[#legs + 1] = leg
  writeLegs(callId, legs)
  at('leg:' .. callId .. ':' .. gen, leg.deadline)
  emit('leg.added', callId, hasSeat(leg) and leg.who or '',
    { offerGen = gen, kind = leg.kind, who = leg.who, role = leg.role, by = leg.by, deadlineAtMs = leg.deadline,
      said = (leg.role == 'consult' or leg.role == 'conference') and saidOf(callId, leg.by) or nil })
  touchSeats(callId, legs)
  if not hasSeat(leg) then return leg, {} end
  reserveSeat(leg.who, callId, gen, leg.deadline)
  return leg, { offerOf(callId, leg.who, gen, ringMs) }
end
-- A leg is over; its seat goes back to what it was. Returns the leg and new offers, nil when there is no such leg.
local function endLeg(callId, gen, cause)
  local legs = legsOf(callId)
  local leg, place = findLeg(legs, gen)
  drop('leg:' .. callId .. ':' .. gen)
  if not leg then return nil, {} end
  table.remove(legs, place)
  writeLegs(callId, legs)
  emit('leg.ended', callId, hasSeat(leg) and leg.who or '', { offerGen = leg.gen, cause = cause })
  touchSeats(callId, legs)
  return leg, hasSeat(leg) and releaseSeat(leg.who, callId, cause) or {}
end

-- The customer is on hold no longer, or the seat that held it is gone.
local function endHold(callId, agentId)
  local heldSince = get(key('call', callId), 'heldSince')
  if heldSince == '' then return end
  redis.call('HDEL', key('call', callId), 'heldSince')
  emit('call.retrieved', callId, agentId, { heldMs = now - int(heldSince) })
end
local missedReasons = { rona = true, declined = true, unreachable = true, disconnected = true }
-- The call belongs to this leg from now on; its seat writes it up at the end.
local function promoteLeg(callId, leg)
  local ck = key('call', callId)
  local legs = legsOf(callId)
  local _, place = findLeg(legs, leg.gen)
  table.remove(legs, place)
  writeLegs(callId, legs)
  redis.call('HSET', ck, 'state', 'talking', 'talkingGen', leg.gen, 'answeredAt', text(leg.since), 'muted', leg.muted and '1' or '0')
  redis.call('HDEL', ck, 'rejoinGen')
  if hasSeat(leg) then
    redis.call('HSET', ck, 'agentId', leg.who)
    -- A lead who takes a call over is no longer on somebody else's.
    if leg.kind == 'lead' then moveAgent(leg.who, 'talking', '') end
    -- A call between colleagues is not written up: its seat goes back to what it was.
    if get(ck, 'direction') ~= 'internal' then
      local ak = key('agent', leg.who)
      local b = redis.call('HMGET', ak, 'backState', 'backReason', 'pendingState')
      -- Not ready again afterwards, unless it was for a call not taken: whoever talks is there.
      if b[1] == 'notReady' and not b[3] and not missedReasons[b[2]] then
        redis.call('HSET', ak, 'pendingState', 'notReady', 'pendingReason', b[2] or '')
      end
      -- Taken again while it was written up: that wrap-up goes on at the end of this talk.
      if get(ak, 'wrapCall') == callId then redis.call('HSET', ak, 'wrapAgain', callId) end
      redis.call('HDEL', ak, 'backState', 'backReason', 'wrapCall', 'wrapDeadline', 'wrapMode', 'wrapSince', 'wrapPaused')
    end
  else redis.call('HDEL', ck, 'agentId') end
  emit('call.takenOver', callId, hasSeat(leg) and leg.who or '', { offerGen = leg.gen, kind = leg.kind, who = leg.who })
  touchSeats(callId, legs)
end
-- Who has the call when its seat leaves: who was consulted, then a seat that is in the conference, then anybody in it.
local function heirOf(legs)
  local heir
  for _, leg in ipairs(legs) do
    if leg.state == 'up' then
      if leg.role == 'consult' then return leg end
      if (leg.role == 'conference' or leg.role == 'barge') and (not heir or (hasSeat(leg) and not hasSeat(heir))) then heir = leg end
    end
  end
  return heir
end
-- Whether the call has somebody to go on with when its seat leaves: an heir, or who is rung to be consulted.
local function goesOnWith(legs)
  local heir = heirOf(legs)
  if heir then return heir end
  for _, leg in ipairs(legs) do if leg.role == 'consult' then return leg end end
  return nil
end
-- The seat that has the call leaves it to others: its talk ends, the call goes on without it. Returns new offers.
local function leaveCall(callId, how, to, who)
  local ck = key('call', callId)
  local c = redis.call('HMGET', ck, 'agentId', 'queueId', 'answeredAt', 'talkingGen', 'direction')
  local agentId = c[1] or ''
  endHold(callId, agentId)
  emit('call.transferred', callId, agentId, { offerGen = int(c[4]), how = how, to = to, who = who,
    said = how == 'blind' and saidOf(callId, agentId) or nil })
  redis.call('HSET', ck, 'transferredBy', agentId, 'transferredTo', to .. ':' .. who)
  redis.call('HDEL', ck, 'agentId', 'talkingGen', 'rejoinGen', 'muted', 'awaySince')
  drop('seatAway:' .. callId .. ':' .. (c[4] or ''))
  if agentId == '' then return {} end
  if c[5] == 'internal' then return releaseSeat(agentId, callId, '') end
  local offers = endTalk(callId, agentId, c[2] or '', c[3])
  if how ~= 'gone' then redis.call('HSET', key('agent', agentId), 'wrapPassed', '1') end
  return offers
end

-- A call that was answered waits again, by its first arrival. The caller of this word matches it.
local function queueAgain(callId, queueId)
  local ck = key('call', callId)
  local c = redis.call('HMGET', ck, 'arrivedAt', 'priority', 'placeAt', 'canonical', 'isCallback', 'centerAnsweredAt', 'queueId')
  local q = redis.call('HMGET', key('queue', queueId), 'priority', 'headStartMs', 'overflowMs')
  if c[5] == '1' then
    -- Its customer is on the line: it is a call like any other now.
    forgetCallback(callId, c[7], c[4] or '')
    redis.call('HDEL', ck, 'isCallback')
  end
  local priority = math.max(int(c[2]), int(q[1]))
  local placeAt = c[3] or c[1]
  if queueId ~= c[7] then redis.call('HSET', ck, 'needs', '') end
  -- It hears the center's music, so it may be told its position, and is not answered by the center a second time.
  redis.call('HSET', ck, 'state', 'waiting', 'queueId', queueId, 'priority', priority, 'score', text(placeScore(q[2], priority, placeAt)),
    'placeAt', placeAt, 'queuedAt', text(now), 'centerAnsweredAt', c[6] or text(now))
  redis.call('HDEL', ck, 'agentId', 'talkingGen', 'position', 'ownAgent', 'ownUntil')
  enterLine(callId)
  if int(q[3]) > 0 then at('overflow:' .. callId, now + int(q[3])) end
  emit('routing.callQueued', callId, '', { queueId = queueId, priority = priority })
end
local function matchAgain(callId)
  local offers = matchCall(callId)
  if #offers == 0 then
    local ck = key('call', callId)
    redis.call('HSET', ck, 'position', redis.call('ZRANK', key('waiting', get(ck, 'queueId')), callId) + 1)
    planAnnouncement(callId)
  end
  return offers
end
-- A transfer came to nothing, and nobody has the call: back to who transferred it when that seat is free, else to the
-- head of its queue. Returns new offers, and true when there is no queue to go to.
local function bringBack(callId, leg)
  if leg.by ~= '' and leg.by ~= leg.who and not whyNotAsked(leg.by, callId) then
    local _, offers = addLeg(callId, { kind = 'seat', who = leg.by, role = 'transfer', by = leg.by }, 0)
    return offers, false
  end
  local queueId = get(key('call', callId), 'queueId')
  if queueId == '' or redis.call('EXISTS', key('queue', queueId)) == 0 then return {}, true end
  queueAgain(callId, queueId)
  return matchAgain(callId), false
end
