--[[ Wrap-up of a call is done, or its limit of time has passed.
  ARGV  agentId, callId, categoryId ('' : the limit ended it), result, note
  Reply result: finished | notInWrapUp
  Safe to repeat: the second one is notInWrapUp. ]]
local agentId, callId, category = ARGV[2], ARGV[3], ARGV[4]
local ak = key('agent', agentId)
redis.call('ZREM', key('deadlines'), 'wrapUp:' .. agentId .. ':' .. callId)
local a = redis.call('HMGET', ak, 'state', 'wrapCall', 'wrapStart', 'wrapMode')
if a[1] ~= 'wrapUp' or a[2] ~= callId then return reply({ result = 'notInWrapUp' }) end
emit('wrapUp.finished', callId, agentId,
  { categoryId = category, result = ARGV[5], note = ARGV[6], complete = category ~= '' or a[4] == 'optional', wrapUpMs = now - int(a[3]) })
redis.call('HSET', ak, 'idleSince', text(now))
local offers = freeSeat(agentId)
redis.call('ZADD', key('deadlines'), text(now + int(get(ak, 'silentMs'))), 'life:' .. agentId)
return reply({ result = 'finished', offers = offers })
