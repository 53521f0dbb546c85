--[[ Speak a menu (again) to a caller who has not been queued, unless all rounds are used up.
  ARGV  callId, menu, maxRounds, waitMs (from now until the round has timed out)
  Reply result: speak (with channelId, round) | exhausted | notInMenu | gone
  Safe to repeat: a repeat is one more round. ]]
local callId, menu, maxRounds, waitMs = ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'channelId')
if not c[1] then
  redis.call('ZREM', key('deadlines'), 'menu:' .. callId)
  return reply({ result = 'gone' })
end
if c[1] ~= 'arrived' then
  redis.call('ZREM', key('deadlines'), 'menu:' .. callId)
  return reply({ result = 'notInMenu' })
end
local round = redis.call('HINCRBY', ck, 'menuRound', 1)
redis.call('HSET', ck, 'menu', menu)
redis.call('ZADD', key('deadlines'), text(now + waitMs), 'menu:' .. callId)
if round > maxRounds then return reply({ result = 'exhausted' }) end
return reply({ result = 'speak', channelId = c[2], round = round })
