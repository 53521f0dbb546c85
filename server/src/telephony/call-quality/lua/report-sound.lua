--[[ The audio of a seat's conversation is missing in one direction, or back.
  Args  callId, agentId, legId (the browser's own), isLost, direction (in | out | both, seen from the seat)
  Reply result: noted | unchanged | notYourCall
  Safe to repeat. ]]
local ak = key('agent', agentId)
local a = redis.call('HMGET', ak, 'state', 'callId', 'offerGen', 'soundLostLeg', 'soundLostAt')
if a[1] ~= 'talking' or a[2] ~= callId then return reply({ result = 'notYourCall' }) end
-- What another leg was missing ended with that leg.
local wasLost = a[4] == legId
if isLost == wasLost then return reply({ result = 'unchanged' }) end
if isLost then
  redis.call('HSET', ak, 'soundLostLeg', legId, 'soundLostAt', text(now), 'soundLostCall', callId, 'soundLost', direction)
  emit('call.soundLost', callId, agentId, { offerGen = int(a[3]), direction = direction })
else
  redis.call('HDEL', ak, 'soundLostLeg', 'soundLostAt', 'soundLostCall', 'soundLost')
  emit('call.soundRestored', callId, agentId, { offerGen = int(a[3]), lostMs = now - int(a[5]) })
end
return reply({ result = 'noted' })
