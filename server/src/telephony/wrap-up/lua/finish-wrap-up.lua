--- @include settle
--[[ The wrap-up of a call is done; or its time limit has passed, or somebody else ends it: then what was written so far
  is kept, and it stays a task of its seat.
  Args  agentId, callId, categoryId ('' : not by its seat), result, note
  Reply result: finished | notInWrapUp
  Safe to repeat: the second one is notInWrapUp. ]]
local ak = key('agent', agentId)
local a = redis.call('HMGET', ak, 'state', 'wrapCall')
if a[1] ~= 'wrapUp' or a[2] ~= callId then
  drop('wrapUp:' .. agentId .. ':' .. callId)
  return reply({ result = 'notInWrapUp' })
end
endWrapUp(agentId, categoryId ~= '' and { categoryId = categoryId, result = result, note = note } or nil)
redis.call('HSET', ak, 'idleSince', text(now))
local offers = freeSeat(agentId)
at('life:' .. agentId, now + int(get(ak, 'silentMs')))
return reply({ result = 'finished', offers = offers })
