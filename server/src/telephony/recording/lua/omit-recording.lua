--[[ A call is not recorded, and why.
  ARGV  callId, why
  Reply result: omitted | already | gone
  Safe to repeat: said once. ]]
local callId = ARGV[2]
local ck = key('call', callId)
local agentId = get(ck, 'agentId')
if redis.call('EXISTS', ck) == 0 then return reply({ result = 'gone' }) end
if redis.call('HSETNX', ck, 'omitted', ARGV[3]) == 0 then return reply({ result = 'already' }) end
emit('recording.omitted', callId, agentId, { why = ARGV[3] })
return reply({ result = 'omitted' })
