--[[ A seat's desk is open: known to the live state, not ready until it says so.
  ARGV  agentId, name, teamId, teamName, queues (JSON list of queueId, or of {queueId, order, listed}), silentMs, skills (JSON object),
        isThere ('1': only brings a seat up to date that is signed in)
  Reply result: signedIn | already | gone
  Safe to repeat: a seat that is there keeps its state; name, team, queues and skills are brought up to date. ]]
local agentId, silentMs = ARGV[2], ARGV[7]
local skills = ARGV[8] or '{}'
local ak = key('agent', agentId)
local state = get(ak, 'state')
if ARGV[9] == '1' and (state == '' or state == 'offline') then return reply({ result = 'gone' }) end
local queueIds, pools, seen = {}, {}, {}
for i, queue in ipairs(decode(ARGV[6])) do
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
redis.call('HSET', ak, 'name', ARGV[3], 'teamId', ARGV[4], 'teamName', ARGV[5], 'queues', queuesJson, 'pools', poolsJson,
  'skills', skills, 'silentMs', silentMs)
-- Settings that change say nothing of whether it is there.
if ARGV[9] ~= '1' then redis.call('HDEL', ak, 'leaving') end
if state ~= '' and state ~= 'offline' then
  if state == 'ready' and hasChanged then enterReady(agentId) end
  redis.call('HINCRBY', ak, 'seq', 1)
  return reply({ result = 'already', offers = matchSeat(agentId) })
end
redis.call('HSET', ak, 'seen', text(now), 'idleSince', text(now), 'registered', '0', 'microphone', '0')
moveAgent(agentId, 'notReady', 'signedIn')
-- A page that is closed before it gave a sign of life is gone like any other.
at('life:' .. agentId, now + 12 * int(silentMs))
return reply({ result = 'signedIn' })
