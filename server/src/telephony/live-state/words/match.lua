--- @include seats, waiting, rings
--[[ The match: which seat for a call, which call for a seat (docs/decisions/0003). ]]

-- Bounds of one match: calls looked at per line, seats looked at per call, seats named in the reason.
local HEADS, SEATS, NAMED = 20, 50, 5

-- Offers a waiting call to a seat; it rings until the deadline `offer:<callId>:<gen>`. `why`: the reason, for the
-- record (OfferReason). `isAside`: see moveAgent. Emits routing.offered. Returns the offer to ring.
local function offer(callId, agentId, why, isAside)
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
  moveAgent(agentId, 'offered', '', isAside)
  return offerOf(callId, agentId, gen, ringMs)
end

-- All offers of a call came to nothing: it goes back to its place, since its score keeps priority and first arrival.
-- Returns its queue. The caller of this word matches it.
local function backToQueue(callId)
  local ck = key('call', callId)
  redis.call('HSET', ck, 'state', 'waiting')
  redis.call('HDEL', ck, 'agentId', 'offeredAt', 'deadline')
  enterLine(callId)
  return get(ck, 'queueId')
end

-- Returns the seats that a call would be offered to now, in order, and the reason; changes nothing. The call: id ('' if
-- there is none yet), pool, queueId, needs, owner (the seat that it is reserved for, or nil).
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
      -- The chosen seat is named, however many were passed over before.
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

-- Finds a seat for one waiting call (or several, if its queue rings several at once). Returns new offers.
local function matchCall(callId)
  local c = redis.call('HMGET', key('call', callId), 'pool', 'line', 'queueId')
  if not c[2] then return {} end
  local needs = readJson(get(key('lines', c[1]), c[2]))
  local chosen, why = chooseSeats({ id = callId, pool = c[1], queueId = c[3], needs = needs, owner = keptFor(callId) })
  local offers = {}
  for _, agentId in ipairs(chosen) do offers[#offers + 1] = offer(callId, agentId, why) end
  return offers
end

-- What a call taken puts its queue ahead by, divided by its share.
local SHARE_STEP = 1e6

-- Fair share: of the queues that have one, the seat takes the calls of the same priority in the proportion of the
-- shares, while all of them wait (start-time fair queueing, Goyal, Vin and Cheng 1996, with every call of size one). A
-- call taken puts its queue SHARE_STEP / share ahead, the queue least ahead is next, and it is the new zero: a queue
-- without waiting calls saves nothing up. `due` comes first by score; `sharing` are the first calls of the queues with
-- a share. Returns the call to take, `due` or one of these.
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

-- Finds a call for a seat that has become ready: reserved ones first, then by score and fair share. `isAside`: see
-- moveAgent. Returns new offers.
local function matchSeat(agentId, isAside)
  local k = key('agent', agentId)
  local a = redis.call('HMGET', k, 'state', 'skills')
  if a[1] ~= 'ready' or not isAlive(agentId) then return {} end
  local own = redis.call('ZRANGE', key('own', agentId), 0, 0)[1]
  if own then
    local calls = { { callId = own, score = redis.call('ZSCORE', key('own', agentId), own), verdict = 'own' } }
    return { offer(own, agentId, { by = 'seat', looked = 1, seats = { { agentId = agentId, verdict = 'freed' } }, calls = calls }, isAside) }
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
  -- The chosen call is named, and the one that was due before, however many were passed over.
  for _, found in ipairs(best == due and { best } or { due, best }) do
    local isNamed = false
    for _, named in ipairs(why.calls) do isNamed = isNamed or named == found.named end
    if not isNamed then why.calls[#why.calls + 1] = found.named end
  end
  why.seats = { { agentId = agentId, verdict = 'freed' } }
  return { offer(best.id, agentId, why, isAside) }
end
