--- @include seats
--[[ The proof of life of a seat is overdue. A ready seat that is silent or has no phone is set not ready; a seat that
  is not ready and long gone is removed from the board, and so is one that has signed out without a sign of life since.
  Args  agentId
  Reply result: fine | notReady | offline
  Safe to repeat: of a seat that is not ready the next look is then counted from its last sign of life. ]]
local ak = key('agent', agentId)
drop('life:' .. agentId)
local a = redis.call('HMGET', ak, 'state', 'registered', 'microphone', 'seen', 'silentMs', 'leaving')
if a[6] and (a[1] == 'ready' or a[1] == 'notReady') then
  redis.call('HDEL', ak, 'leaving')
  moveAgent(agentId, 'offline', '')
  return reply({ result = 'offline' })
end
if a[1] == 'ready' then
  if isAlive(agentId) then
    at('life:' .. agentId, int(a[4]) + int(a[5]))
    return reply({ result = 'fine' })
  end
  local isSilent = now - int(a[4]) >= int(a[5])
  moveAgent(agentId, 'notReady', isSilent and 'disconnected' or 'unreachable')
  at('life:' .. agentId, now + 12 * int(a[5]))
  return reply({ result = 'notReady' })
end
if a[1] == 'notReady' then
  if now - int(a[4]) >= 12 * int(a[5]) then
    moveAgent(agentId, 'offline', '')
    return reply({ result = 'offline' })
  end
  at('life:' .. agentId, int(a[4]) + 12 * int(a[5]))
elseif a[1] and a[1] ~= 'offline' then
  -- Ringing, talking, in wrap-up: checked again once that is over.
  at('life:' .. agentId, now + int(a[5]))
end
return reply({ result = 'fine' })
