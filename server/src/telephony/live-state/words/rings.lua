--[[ Offers of a call that ring, { {gen, agentId}, ... }: several where its queue rings several seats at once. ]]

-- Returns the ringing offers of a call.
local function ringsOf(callId) return decode(get(key('call', callId), 'rings')) end

-- Stores them.
local function writeRings(callId, rings)
  if #rings == 0 then redis.call('HDEL', key('call', callId), 'rings') else redis.call('HSET', key('call', callId), 'rings', cjson.encode(rings)) end
end

-- Drops the deadline of an offer.
local function dropOfferDeadline(callId, gen) drop('offer:' .. callId .. ':' .. gen) end

-- Returns the seat that rings under this generation, nil if none does, and the offers that ring beside it.
local function findRing(callId, gen)
  local agentId, others = nil, {}
  if get(key('call', callId), 'state') == 'offered' then
    for _, ring in ipairs(ringsOf(callId)) do
      if ring[1] == tonumber(gen) then agentId = ring[2] else others[#others + 1] = ring end
    end
  end
  return agentId, others
end

-- An offer rings in vain: another seat has the call, or the caller is gone. Emits routing.offerWithdrawn.
local function withdrawRing(callId, ring)
  dropOfferDeadline(callId, ring[1])
  emit('routing.offerWithdrawn', callId, ring[2], { offerGen = ring[1] })
end

-- Returns what a seat needs to be rung for a call; see Offer in define-transition.ts.
local function offerOf(callId, agentId, gen, ringMs)
  local c = redis.call('HMGET', key('call', callId), 'queueId', 'ringCycle', 'channelId', 'number', 'node')
  return { callId = callId, agentId = agentId, offerGen = gen, queueId = c[1] or '', offeredAtMs = now, deadlineAtMs = now + ringMs,
    ringMs = ringMs, ringCycleMs = int(c[2]), channelId = c[3] or '', callerNumber = c[4] or '', node = c[5],
    ringsAt = redis.call('HGET', key('agent', agentId), 'ringAt') or cjson.null }
end
