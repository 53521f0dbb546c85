--[[ A seat's desk is open: known to the live state, not ready until it says so.
  ARGV  agentId, name, teamId, teamName, queues (JSON list), silentMs
  Reply result: signedIn | already
  Safe to repeat: a seat that is there keeps its state; name, team and queues are brought up to date. ]]
local agentId, silentMs = ARGV[2], ARGV[7]
local ak = key('agent', agentId)
local state = get(ak, 'state')
if state == 'ready' then leaveReady(agentId) end
redis.call('HSET', ak, 'name', ARGV[3], 'teamId', ARGV[4], 'teamName', ARGV[5], 'queues', ARGV[6], 'silentMs', silentMs, 'seen', text(now))
if state ~= '' and state ~= 'offline' then
  if state == 'ready' then enterReady(agentId) end
  redis.call('HINCRBY', ak, 'seq', 1)
  return reply({ result = 'already', offers = state == 'ready' and match(queuesOf(agentId)) or {} })
end
redis.call('HSET', ak, 'idleSince', text(now), 'registered', '0', 'microphone', '0')
moveAgent(agentId, 'notReady', 'signedIn')
return reply({ result = 'signedIn' })
