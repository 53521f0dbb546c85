--- @include seats, match
--[[ A seat has signed in: known to the live state, not ready until it says so.
  Args  agentId, name, teamId, teamName, queues (list of queueId, or of {queueId, order, listed}), silentMs,
        skills (JSON object), onlyIfThere (only brings a seat up to date that is signed in)
  Reply result: signedIn | already | gone
  Safe to repeat: a seat that is signed in keeps its state; name, team, queues and skills are updated. ]]
local ak = key('agent', agentId)
local state = get(ak, 'state')
if onlyIfThere and (state == '' or state == 'offline') then return reply({ result = 'gone' }) end
local queueIds, pools, seen = {}, {}, {}
for i, queue in ipairs(queues) do
  if type(queue) ~= 'table' then queue = { queueId = queue, order = 0, listed = i } end
  queueIds[#queueIds + 1] = queue.queueId
  local pool = poolOf(queue.queueId)
  if not seen[pool] then
    seen[pool] = true
    pools[#pools + 1] = { pool = pool, order = queue.order, listed = queue.listed }
  end
end
local known = redis.call('HMGET', ak, 'queues', 'pools', 'skills')
local queuesJson = #queueIds > 0 and cjson.encode(queueIds) or '[]'
local poolsJson = #pools > 0 and cjson.encode(pools) or '[]'
local hasChanged = known[1] ~= queuesJson or known[2] ~= poolsJson or known[3] ~= skills
if state == 'ready' and hasChanged then leaveReady(agentId) end
redis.call('HSET', ak, 'name', name, 'teamId', teamId, 'teamName', teamName, 'queues', queuesJson, 'pools', poolsJson,
  'skills', skills, 'silentMs', silentMs)
-- A change of settings says nothing about whether it is there.
if not onlyIfThere then redis.call('HDEL', ak, 'leaving') end
if state ~= '' and state ~= 'offline' then
  if state == 'ready' and hasChanged then enterReady(agentId) end
  touchSeat(agentId)
  return reply({ result = 'already', offers = matchSeat(agentId) })
end
redis.call('HSET', ak, 'seen', text(now), 'idleSince', text(now), 'registered', '0', 'microphone', '0')
moveAgent(agentId, 'notReady', 'signedIn')
-- A page that was closed before its first sign of life is gone like any other.
at('life:' .. agentId, now + 12 * int(silentMs))
return reply({ result = 'signedIn' })
