--[[ A seat (or its lead) asks for a state: ready, notReady or offline. During an offer, a call or wrap-up it is kept
  as pending and takes effect after it.
  ARGV  agentId, to, reason
  Reply result: changed | pending | phoneNotRegistered | microphoneMissing | unknown
  Safe to repeat. ]]
local agentId, to, reason = ARGV[2], ARGV[3], ARGV[4]
local ak = key('agent', agentId)
local a = redis.call('HMGET', ak, 'state', 'registered', 'microphone')
local state = a[1]
if not state then return reply({ result = 'unknown' }) end
if state == 'offline' and to ~= 'offline' then return reply({ result = 'unknown' }) end
if state == 'offered' or state == 'talking' or state == 'wrapUp' then
  redis.call('HSET', ak, 'pendingState', to, 'pendingReason', reason)
  redis.call('HINCRBY', ak, 'seq', 1)
  return reply({ result = 'pending' })
end
if to == 'ready' then
  if a[2] ~= '1' then return reply({ result = 'phoneNotRegistered' }) end
  if a[3] ~= '1' then return reply({ result = 'microphoneMissing' }) end
  if state == 'ready' then return reply({ result = 'changed' }) end
  redis.call('HSET', ak, 'idleSince', text(now), 'seen', text(now))
  moveAgent(agentId, 'ready', '')
  redis.call('ZADD', key('deadlines'), text(now + int(get(ak, 'silentMs'))), 'life:' .. agentId)
  return reply({ result = 'changed', offers = matchSeat(agentId) })
end
moveAgent(agentId, to, reason)
return reply({ result = 'changed' })
