--[[ The seat no longer needs help.
  ARGV  agentId, callId
  Reply result: withdrawn | gone
  Safe to repeat. ]]
local agentId, callId = ARGV[2], ARGV[3]
local ak = key('agent', agentId)
if get(ak, 'helpCall') ~= callId then return reply({ result = 'gone' }) end
endHelp(agentId, 'withdrawn')
redis.call('HINCRBY', ak, 'seq', 1)
return reply({ result = 'withdrawn' })
