--[[ Participants of a call other than its customer and the seat that has it (agentId, talkingGen): a list of { gen,
  kind, who, role, state, since, by, deadline, held, muted, rejoin }; see CallLeg in calls.store.ts. And who hears
  music. ]]

-- Returns the legs of a call.
local function legsOf(callId) return decode(get(key('call', callId), 'legs')) end

-- Stores them.
local function writeLegs(callId, legs)
  if #legs == 0 then redis.call('HDEL', key('call', callId), 'legs') else redis.call('HSET', key('call', callId), 'legs', cjson.encode(legs)) end
end

-- Returns the leg of this generation and its place in the list; nil when there is none.
local function findLeg(legs, gen)
  for i, leg in ipairs(legs) do if leg.gen == tonumber(gen) then return leg, i end end
  return nil
end

-- Returns true for a leg of a seat or a lead, false for an outside number.
local function hasSeat(leg) return leg.kind ~= 'number' end

-- Returns the seat or lead of a leg; '' for an outside number.
local function seatOf(leg) return hasSeat(leg) and leg.who or '' end

-- Makes the desks of all seats in the call read it again.
local function touchSeats(callId, legs)
  for _, agentId in ipairs(redis.call('HMGET', key('call', callId), 'agentId', 'calleeId')) do
    if agentId and agentId ~= '' then touchSeat(agentId) end
  end
  for _, leg in ipairs(legs) do if hasSeat(leg) then touchSeat(leg.who) end end
end

-- Returns the leg of the person consulted, once it is up; nil if nobody is consulted.
local function consultedOf(legs)
  local consulted
  for _, leg in ipairs(legs) do if leg.role == 'consult' and leg.state == 'up' then consulted = leg end end
  return consulted
end

-- Returns the leg that gets the call when its seat leaves: the person consulted, else a seat in the conference, else
-- anybody in it; nil if there is nobody.
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

-- Returns the leg that the call goes on with when its seat leaves: an heir, or a consultation that still rings; nil if
-- none.
local function goesOnWith(legs)
  local heir = heirOf(legs)
  if heir then return heir end
  for _, leg in ipairs(legs) do if leg.role == 'consult' then return leg end end
  return nil
end

-- Returns the channel of a seat's leg.
local function seatChannel(callId, gen) return 'seat-' .. callId .. '.' .. gen end

-- Of two colleagues in a call, the one who asks for something becomes the seat that has the call, so either may
-- transfer it. Not while one has put the other on hold, or others are in the call.
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

-- Puts the customer on hold. Emits call.held.
local function beginHold(callId, agentId)
  redis.call('HSET', key('call', callId), 'heldSince', text(now))
  emit('call.held', callId, agentId, {})
end

-- Ends the hold, if there is one: the customer was taken back, or the seat is gone. Emits call.retrieved.
local function endHold(callId, agentId)
  local heldSince = get(key('call', callId), 'heldSince')
  if heldSince == '' then return end
  redis.call('HDEL', key('call', callId), 'heldSince')
  emit('call.retrieved', callId, agentId, { heldMs = now - int(heldSince) })
end
