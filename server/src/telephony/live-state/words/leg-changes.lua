--- @include seats, written, rings, settle, legs, asking
--[[ Adding and ending legs. ]]

-- Returns a seat to what it was before its leg, if it is in this call. A ready seat that did not answer (`cause`, LegEnd) is
-- not ready, as after any offer. Returns new offers.
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

-- Adds a leg to a call: { kind, who, role, by }. It rings for ringMs (0: three rings of the call), until the deadline
-- `leg:<callId>:<gen>`. Emits leg.added. Returns the leg and, for a seat, the offer to ring.
local function addLeg(callId, leg, ringMs)
  local ck = key('call', callId)
  if ringMs == 0 then ringMs = 3 * int(get(ck, 'ringCycle')) end
  local gen = redis.call('HINCRBY', ck, 'gen', 1)
  leg.gen, leg.state, leg.since, leg.deadline = gen, 'ringing', now, now + ringMs
  local legs = legsOf(callId)
  legs[#legs + 1] = leg
  writeLegs(callId, legs)
  at('leg:' .. callId .. ':' .. gen, leg.deadline)
  emit('leg.added', callId, seatOf(leg),
    { offerGen = gen, kind = leg.kind, who = leg.who, role = leg.role, by = leg.by, deadlineAtMs = leg.deadline,
      said = (leg.role == 'consult' or leg.role == 'conference') and saidOf(callId, leg.by) or nil })
  touchSeats(callId, legs)
  if not hasSeat(leg) then return leg, {} end
  reserveSeat(leg.who, callId, gen, leg.deadline)
  return leg, { offerOf(callId, leg.who, gen, ringMs) }
end

-- Ends a leg (`cause`, LegEnd); its seat goes back to what it was. Emits leg.ended. Returns the leg and new offers; nil and
-- none if there is no such leg.
local function endLeg(callId, gen, cause)
  local legs = legsOf(callId)
  local leg, place = findLeg(legs, gen)
  drop('leg:' .. callId .. ':' .. gen)
  if not leg then return nil, {} end
  table.remove(legs, place)
  writeLegs(callId, legs)
  emit('leg.ended', callId, seatOf(leg), { offerGen = leg.gen, cause = cause })
  touchSeats(callId, legs)
  return leg, hasSeat(leg) and releaseSeat(leg.who, callId, cause) or {}
end
