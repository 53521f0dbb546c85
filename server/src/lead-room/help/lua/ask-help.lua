--[[ A talking seat asks for help with its call. The request lasts until it is withdrawn or the seat's conversation ends (moveAgent).
  Args  agentId, callId, reason
  Reply result: asked | notYourCall
  Safe to repeat: the first request keeps its time, a new reason is stored. ]]
local ak = key('agent', agentId)
local a = redis.call('HMGET', ak, 'state', 'callId', 'helpCall', 'helpReason')
if a[1] ~= 'talking' or a[2] ~= callId then return reply({ result = 'notYourCall' }) end
if a[3] == callId and a[4] == reason then return reply({ result = 'asked' }) end
if a[3] ~= callId then redis.call('HSET', ak, 'helpAt', text(now)) end
redis.call('HSET', ak, 'helpCall', callId, 'helpReason', reason)
touchSeat(agentId)
emit('help.asked', callId, agentId, { reason = reason })
return reply({ result = 'asked' })
