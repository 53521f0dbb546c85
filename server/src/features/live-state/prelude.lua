--[[ Stands before every transition script. The live state of a center, and the words the transitions are made of.
  KEYS  the center's base key, e.g. {ss:main}; every other key is below it and shares its hash tag
  ARGV  nowMs (0: the clock of Redis), then the script's own
  Reply always one JSON object. `offers` in it are new offers that the caller of the script must ring. ]]
local base = KEYS[1]
local now = tonumber(ARGV[1])
if now == 0 then
  local t = redis.call('TIME')
  now = t[1] * 1000 + math.floor(t[2] / 1000)
end

-- Bounds of one match: calls looked at per queue, seats looked at per call, offers made.
local HEADS, SEATS, OFFERS = 20, 50, 50

local function key(...) return base .. ':' .. table.concat({...}, ':') end
local function reply(value) return cjson.encode(value) end
local function emit(kind, callId, agentId, data)
  redis.call('XADD', key('events'), '*', 'type', kind, 'at', string.format('%.0f', now), 'call', callId, 'agent', agentId,
    'data', next(data) and cjson.encode(data) or '{}')
end
local function get(k, field) return redis.call('HGET', k, field) or '' end
local function int(v) return tonumber(v) or 0 end
local function text(n) return string.format('%.0f', n) end

local function queuesOf(agentId)
  local list = get(key('agent', agentId), 'queues')
  if list == '' then return {} end
  return cjson.decode(list)
end

-- Ready is a state and a place in the ready set of each of the seat's queues; both change here only.
local function leaveReady(agentId)
  for _, q in ipairs(queuesOf(agentId)) do redis.call('ZREM', key('ready', q), agentId) end
end
local function enterReady(agentId)
  local idleSince = get(key('agent', agentId), 'idleSince')
  for _, q in ipairs(queuesOf(agentId)) do redis.call('ZADD', key('ready', q), idleSince, agentId) end
end

local function moveAgent(agentId, to, reason)
  local k = key('agent', agentId)
  local was = redis.call('HMGET', k, 'state', 'since', 'reason')
  local from, since = was[1] or 'offline', int(was[2])
  if from == to and was[3] == reason then return end
  if since == 0 then since = now end
  if from == 'ready' then leaveReady(agentId) end
  redis.call('HSET', k, 'state', to, 'reason', reason, 'since', text(now))
  redis.call('HINCRBY', k, 'seq', 1)
  if to == 'offline' then redis.call('SREM', key('agents'), agentId) else redis.call('SADD', key('agents'), agentId) end
  if to == 'ready' then enterReady(agentId) end
  emit('agent.stateChanged', '', agentId, { from = from, to = to, reason = reason, lastedMs = now - since })
end

-- Where a seat goes that is done with a call: what it asked for meanwhile, else `otherwise`.
local function settleAgent(agentId, otherwise, reason)
  local k = key('agent', agentId)
  local pending = redis.call('HMGET', k, 'pendingState', 'pendingReason')
  redis.call('HDEL', k, 'callId', 'offerGen', 'offeredAt', 'deadline', 'pendingState', 'pendingReason', 'wrapCall', 'wrapStart', 'wrapDeadline')
  if pending[1] and pending[1] ~= '' then
    moveAgent(agentId, pending[1], pending[2] or '')
  else
    moveAgent(agentId, otherwise, reason or '')
  end
end

-- Proof of life: registered, microphone live, heard from lately.
local function isAlive(agentId)
  local a = redis.call('HMGET', key('agent', agentId), 'registered', 'microphone', 'seen', 'silentMs')
  return a[1] == '1' and a[2] == '1' and now - int(a[3]) <= int(a[4])
end

local function offer(callId, agentId, queueId)
  local ck, ak = key('call', callId), key('agent', agentId)
  local q = redis.call('HMGET', key('queue', queueId), 'ringsPerOffer')
  local c = redis.call('HMGET', ck, 'ringCycle', 'arrivedAt', 'channelId', 'number', 'node')
  local gen = redis.call('HINCRBY', ck, 'gen', 1)
  local ringMs = math.max(1, int(q[1])) * int(c[1])
  local deadline = now + ringMs
  redis.call('ZREM', key('waiting', queueId), callId)
  redis.call('HSET', ck, 'state', 'offered', 'agentId', agentId, 'offeredAt', text(now), 'deadline', text(deadline))
  redis.call('HSET', ak, 'callId', callId, 'offerGen', gen, 'offeredAt', text(now), 'deadline', text(deadline))
  redis.call('ZADD', key('deadlines'), text(deadline), 'offer:' .. callId .. ':' .. gen)
  emit('routing.offered', callId, agentId,
    { offerGen = gen, queueId = queueId, deadlineAtMs = deadline, waitedMs = now - int(c[2]) })
  moveAgent(agentId, 'offered', '')
  return { callId = callId, agentId = agentId, offerGen = gen, queueId = queueId, offeredAtMs = now, deadlineAtMs = deadline,
    ringMs = ringMs, ringCycleMs = int(c[1]), channelId = c[3], callerNumber = c[4] or '', node = c[5] }
end

-- Pairs waiting calls with ready seats of these queues: calls by priority, then arrival; seats by longest idle.
local function match(queueIds)
  local heads, offers = {}, {}
  for _, q in ipairs(queueIds) do
    if redis.call('EXISTS', key('ready', q)) == 1 then
      local list = redis.call('ZRANGE', key('waiting', q), 0, HEADS - 1, 'WITHSCORES')
      for i = 1, #list, 2 do heads[#heads + 1] = { id = list[i], score = tonumber(list[i + 1]), queue = q } end
    end
  end
  table.sort(heads, function(a, b) if a.score == b.score then return a.id < b.id end return a.score < b.score end)
  for _, head in ipairs(heads) do
    if #offers >= OFFERS then break end
    for _, agentId in ipairs(redis.call('ZRANGE', key('ready', head.queue), 0, SEATS - 1)) do
      if redis.call('SISMEMBER', key('passed', head.id), agentId) == 0 and isAlive(agentId) then
        offers[#offers + 1] = offer(head.id, agentId, head.queue)
        break
      end
    end
  end
  return offers
end

-- A call whose offer came to nothing goes back to where it stood: its score keeps priority and first arrival.
local function backToQueue(callId)
  local ck = key('call', callId)
  local c = redis.call('HMGET', ck, 'queueId', 'score')
  redis.call('HSET', ck, 'state', 'waiting')
  redis.call('HDEL', ck, 'agentId', 'offeredAt', 'deadline')
  redis.call('ZADD', key('waiting', c[1]), c[2], callId)
  return c[1]
end
local function dropOfferDeadline(callId, gen) redis.call('ZREM', key('deadlines'), 'offer:' .. callId .. ':' .. gen) end
