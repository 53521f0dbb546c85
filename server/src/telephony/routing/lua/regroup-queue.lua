--[[ After a change of pools: move a part of a queue's waiting calls to the line they now belong to.
  ARGV  queueId, from, count (the part, by place in the queue)
  Reply result: regrouped (how many)
  Safe to repeat. ]]
local list = redis.call('ZRANGE', key('waiting', ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[3]) + tonumber(ARGV[4]) - 1)
for _, callId in ipairs(list) do
  leaveLine(callId)
  enterLine(callId)
end
return reply({ result = 'regrouped', count = #list })
