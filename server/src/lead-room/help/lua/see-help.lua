--[[ A lead has seen a seat's request; the seat is told the name of the first.
  Args  agentId, callId, byAgentId, byName
  Reply result: seen | gone
  Safe to repeat. ]]
local ak = key('agent', agentId)
local a = redis.call('HMGET', ak, 'helpCall', 'helpSeenBy')
if a[1] ~= callId then return reply({ result = 'gone' }) end
if a[2] then return reply({ result = 'seen' }) end
redis.call('HSET', ak, 'helpSeenBy', byAgentId, 'helpSeenByName', byName)
touchSeat(agentId)
emit('help.seen', callId, agentId, { byAgentId = byAgentId })
return reply({ result = 'seen' })
