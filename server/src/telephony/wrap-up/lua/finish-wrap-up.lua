--[[ Wrap-up of a call is done; or its limit of time has passed, or somebody else ends it: what was written so far is kept
  then, and it stays a task of its seat.
  ARGV  agentId, callId, categoryId ('' : not by its seat), result, note
  Reply result: finished | notInWrapUp
  Safe to repeat: the second one is notInWrapUp. ]]
local agentId, callId, category = ARGV[2], ARGV[3], ARGV[4]
local ak = key('agent', agentId)
local a = redis.call('HMGET', ak, 'state', 'wrapCall')
if a[1] ~= 'wrapUp' or a[2] ~= callId then
  drop('wrapUp:' .. agentId .. ':' .. callId)
  return reply({ result = 'notInWrapUp' })
end
endWrapUp(agentId, category ~= '' and { categoryId = category, result = ARGV[5], note = ARGV[6] } or nil)
redis.call('HSET', ak, 'idleSince', text(now))
local offers = freeSeat(agentId)
redis.call('ZADD', key('deadlines'), text(now + int(get(ak, 'silentMs'))), 'life:' .. agentId)
return reply({ result = 'finished', offers = offers })
