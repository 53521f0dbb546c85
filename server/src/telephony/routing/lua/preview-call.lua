--- @include waiting, match
--[[ Who would be rung for a call arriving now at a queue, and why. Decides with the same words as for a call; changes
  nothing.
  Args  queueId, priority (-1: the queue's own), ownAgent ('' none)
  Reply result: previewed (with priority, needs, ahead, isFull, chosen, why) | noQueue
  Safe to repeat: changes nothing. ]]
local q = redis.call('HMGET', key('queue', queueId), 'sizeLimit', 'priority', 'headStartMs', 'ownSeatWaitMs', 'needs')
if not q[1] then return reply({ result = 'noQueue' }) end
if priority < 0 then priority = int(q[2]) end
local needs = relaxNeeds(decode(q[5]), now)
local owner = nil
if ownAgent ~= '' and int(q[4]) > 0 then
  local state = get(key('agent', ownAgent), 'state')
  if state ~= '' and state ~= 'offline' then owner = ownAgent end
end
local chosen, why = chooseSeats({ id = '', pool = poolOf(queueId), queueId = queueId, needs = needs, owner = owner })
return reply({ result = 'previewed', priority = priority, needs = needs, chosen = chosen, why = why,
  ahead = redis.call('ZCOUNT', key('waiting', queueId), '-inf', '(' .. text(placeScore(q[3], priority, now))),
  isFull = redis.call('ZCARD', key('waiting', queueId)) >= int(q[1]) })
