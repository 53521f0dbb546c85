--[[ Where a seat is rung: at its browser, or at a telephone number (duty at home).
  ARGV  agentId, number ('' : the browser)
  Reply result: placed | wrongState (only while it is not ready: a call must not move)
  Safe to repeat. ]]
local agentId, number = ARGV[2], ARGV[3]
local ak = key('agent', agentId)
local a = redis.call('HMGET', ak, 'state', 'registered', 'microphone')
if a[1] ~= 'notReady' then return reply({ result = 'wrongState' }) end
if number == '' then redis.call('HDEL', ak, 'ringAt') else redis.call('HSET', ak, 'ringAt', number) end
redis.call('HINCRBY', ak, 'seq', 1)
emit('agent.phoneChanged', '', agentId, { isRegistered = a[2] == '1', hasMicrophone = a[3] == '1' })
return reply({ result = 'placed' })
