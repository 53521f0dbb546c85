--- @include seats, match, settle
--[[ A seat (or its lead) requests a state: ready, notReady or offline. During an offer, a call or wrap-up it is kept as
  pending and takes effect afterwards. If wrap-up is optional, requesting a state ends it.
  Args  agentId, to, reason, isOwn (the seat's own browser asks, which proves that it lives)
  Reply result: changed | pending | phoneNotRegistered | microphoneMissing | unknown
  Safe to repeat. ]]
local ak = key('agent', agentId)
local a = redis.call('HMGET', ak, 'state', 'registered', 'microphone', 'wrapMode', 'ringAt', 'seen', 'silentMs')
local state = a[1]
if not state then return reply({ result = 'unknown' }) end
if state == 'offline' and to ~= 'offline' then return reply({ result = 'unknown' }) end
if state == 'wrapUp' and to ~= 'offline' and a[4] == 'optional' then
  -- No category is required here, so wrap-up ends as soon as the seat wants, with what it has written.
  endWrapUp(agentId)
  redis.call('HSET', ak, 'idleSince', text(now), 'pendingState', to, 'pendingReason', reason)
  settleAgent(agentId, to, reason)
  at('life:' .. agentId, now + int(get(ak, 'silentMs')))
  return reply({ result = 'changed', offers = matchSeat(agentId) })
end
if state == 'offered' or state == 'talking' or state == 'wrapUp' then
  redis.call('HSET', ak, 'pendingState', to, 'pendingReason', reason)
  touchSeat(agentId)
  return reply({ result = 'pending' })
end
if to == 'ready' then
  if a[2] ~= '1' and not a[5] then return reply({ result = 'phoneNotRegistered' }) end
  if a[3] ~= '1' and not a[5] then return reply({ result = 'microphoneMissing' }) end
  if state == 'ready' then return reply({ result = 'changed' }) end
  redis.call('HSET', ak, 'idleSince', text(now))
  if isOwn then redis.call('HSET', ak, 'seen', text(now)) end
  sayReady(agentId)
  moveAgent(agentId, 'ready', '')
  -- A seat that its lead makes ready may not have given a sign of life for long.
  at('life:' .. agentId, (isOwn and now or int(a[6])) + int(a[7]))
  return reply({ result = 'changed', offers = matchSeat(agentId) })
end
moveAgent(agentId, to, reason)
return reply({ result = 'changed' })
