--- @include seats
--[[ Ringing a seat that somebody chose by name: a colleague, a lead. ]]

-- Returns why a seat cannot be rung for this call: its state, or the reason given by whyNotAlive; nil if it can. Beside
-- ready seats, those that are not ready can be rung, and the one that is still wrapping up this very call.
local function whyNotAsked(agentId, callId)
  local a = redis.call('HMGET', key('agent', agentId), 'state', 'wrapCall')
  if not a[1] then return 'offline' end
  if a[1] == 'ready' or a[1] == 'notReady' or (a[1] == 'wrapUp' and a[2] == callId) then return whyNotAlive(agentId) end
  return a[1]
end

-- Takes a seat out of the routing for a leg of this call, and remembers what it goes back to (releaseSeat). `deadline`:
-- it rings until then, ms.
local function reserveSeat(agentId, callId, gen, deadline)
  local ak = key('agent', agentId)
  local a = redis.call('HMGET', ak, 'state', 'reason', 'wrapStart', 'wrapSince', 'wrapSpent')
  redis.call('HSET', ak, 'callId', callId, 'offerGen', gen, 'offeredAt', text(now), 'deadline', text(deadline),
    'backState', a[1], 'backReason', a[2] or '')
  -- The clock of a wrap-up stops while its seat is rung.
  if a[1] == 'wrapUp' then
    redis.call('HSET', ak, 'wrapSpent', text(int(a[5]) + now - int(a[4] or a[3])), 'wrapPaused', text(now))
  end
  drop('wrapUp:' .. agentId .. ':' .. callId)
  moveAgent(agentId, 'offered', '')
end
