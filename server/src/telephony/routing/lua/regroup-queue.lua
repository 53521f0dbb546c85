--- @include waiting
--[[ After a change of pools: move a part of a queue's waiting calls to the lines they now belong to.
  Args  queueId, from, count (the part, by place in the queue)
  Reply result: regrouped (how many)
  Safe to repeat. ]]
local list = redis.call('ZRANGE', key('waiting', queueId), from, from + count - 1)
for _, callId in ipairs(list) do
  leaveLine(callId)
  enterLine(callId)
end
return reply({ result = 'regrouped', count = #list })
