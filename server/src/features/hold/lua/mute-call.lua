--[[ The seat mutes itself on its call, or speaks again.
  ARGV  callId, agentId, on ('1' | '0')
  Reply result: muted (with offerGen, for the seat's channel) | notYourCall | gone
  Safe to repeat. ]]
local callId, agentId = ARGV[2], ARGV[3]
local c = redis.call('HMGET', key('call', callId), 'state', 'agentId', 'talkingGen')
if not c[1] then return reply({ result = 'gone' }) end
if c[1] ~= 'talking' or c[2] ~= agentId then return reply({ result = 'notYourCall' }) end
redis.call('HSET', key('call', callId), 'muted', ARGV[4])
redis.call('HINCRBY', key('agent', agentId), 'seq', 1)
return reply({ result = 'muted', offerGen = int(c[3]) })
