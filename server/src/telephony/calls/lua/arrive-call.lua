--[[ A call reached the center.
  ARGV  callId, channelId, node, hotline, callerNumber, ringCycleMs, greetLeadMs, arrivedAtMs (0: now),
        canonical (the caller's number in the one spelling that state goes by; '' of who withholds it)
  Reply result: arrived (with the customers' lines that there are now, this one among them, and the seats signed in) | known
        (with the callId it already has)
  Safe to repeat: the same channel keeps its first callId, and for a day also when that call has ended: a server that
  takes over may still find the channel in the list it was given, or the dialplan's note of it. ]]
local callId, channelId, node, hotline, number = ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local cycle, lead, arrivedAt, canonical = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9]), ARGV[10] or ''
local known = redis.call('HGET', key('channels'), channelId) or redis.call('GET', key('gone-channel', channelId))
if known then return reply({ result = 'known', callId = known }) end
if arrivedAt == 0 then arrivedAt = now end
redis.call('HSET', key('channels'), channelId, callId)
redis.call('SADD', key('calls'), callId)
redis.call('HSET', key('call', callId), 'state', 'arrived', 'channelId', channelId, 'node', node, 'hotline', hotline,
  'number', number, 'canonical', canonical, 'arrivedAt', text(arrivedAt), 'ringCycle', cycle, 'gen', 0)
-- The center answers itself just before the third ring ends, unless a seat has.
redis.call('ZADD', key('deadlines'), text(arrivedAt + 3 * cycle - lead), 'greet:' .. callId)
emit('call.arrived', callId, '', { node = node, channelId = channelId, hotline = hotline, callerNumber = number, canonicalNumber = canonical,
  ringCycleMs = cycle }, arrivedAt)
return reply({ result = 'arrived', callId = callId, lines = redis.call('HLEN', key('channels')), seats = redis.call('SCARD', key('agents')) })
