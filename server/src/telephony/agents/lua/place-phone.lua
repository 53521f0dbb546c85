--[[ Where a seat is rung: in its browser, or at a telephone number (duty at home).
  Args  agentId, number ('' : the browser)
  Reply result: placed | wrongState (only while it is not ready: a call must not move)
  Safe to repeat. ]]
local ak = key('agent', agentId)
local a = redis.call('HMGET', ak, 'state', 'registered', 'microphone', 'ringAt')
if a[1] ~= 'notReady' then return reply({ result = 'wrongState' }) end
if (a[4] or '') == number then return reply({ result = 'placed' }) end
if number == '' then redis.call('HDEL', ak, 'ringAt') else redis.call('HSET', ak, 'ringAt', number) end
touchSeat(agentId)
emit('agent.phoneChanged', '', agentId, { isRegistered = a[2] == '1', hasMicrophone = a[3] == '1' })
return reply({ result = 'placed' })
