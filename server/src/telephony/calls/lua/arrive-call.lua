--[[ A call reached the center.
  Args  callId, channelId, node, hotline, callerNumber, ringCycleMs, greetLeadMs, arrivedAtMs (0: now),
        canonicalNumber (the caller's number in the one spelling that state goes by; '' of who withholds it)
  Reply result: arrived (with the number of customers' lines now, including this one, and of seats signed in) | known
        (with the callId it already has)
  Safe to repeat: the same channel keeps its first callId, and for a day even after that call has ended: a server that
  takes over may still find the channel in an earlier list, or the dialplan's note of it. ]]
local known = redis.call('HGET', key('channels'), channelId) or redis.call('GET', key('gone-channel', channelId))
if known then return reply({ result = 'known', callId = known }) end
if arrivedAtMs == 0 then arrivedAtMs = now end
redis.call('HSET', key('channels'), channelId, callId)
redis.call('SADD', key('calls'), callId)
redis.call('HSET', key('call', callId), 'state', 'arrived', 'channelId', channelId, 'node', node, 'hotline', hotline,
  'number', callerNumber, 'canonical', canonicalNumber, 'arrivedAt', text(arrivedAtMs), 'ringCycle', ringCycleMs, 'gen', 0)
-- The center itself answers just before the third ring ends, unless a seat has.
at('greet:' .. callId, arrivedAtMs + 3 * ringCycleMs - greetLeadMs)
emit('call.arrived', callId, '', { node = node, channelId = channelId, hotline = hotline, callerNumber = callerNumber, canonicalNumber = canonicalNumber,
  ringCycleMs = ringCycleMs }, arrivedAtMs)
return reply({ result = 'arrived', callId = callId, lines = redis.call('HLEN', key('channels')), seats = redis.call('SCARD', key('agents')) })
