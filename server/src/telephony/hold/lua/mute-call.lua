--[[ The seat mutes itself on its call, or speaks again. Who only listens has nothing to unmute.
  ARGV  callId, agentId, on ('1' | '0')
  Reply result: muted (with channelId, the seat's) | notYourCall | gone
  Safe to repeat. ]]
local callId, agentId = ARGV[2], ARGV[3]
local c = redis.call('HMGET', key('call', callId), 'state', 'agentId', 'talkingGen', 'calleeId', 'channelId')
if not c[1] then return reply({ result = 'gone' }) end
if c[1] == 'talking' and c[4] == agentId then
  -- A colleague who was called: on the line that is a customer's in other calls.
  redis.call('HSET', key('call', callId), 'calleeMuted', ARGV[4])
  redis.call('HINCRBY', key('agent', agentId), 'seq', 1)
  return reply({ result = 'muted', channelId = c[5] })
end
local legs = legsOf(callId)
local gen = c[2] == agentId and int(c[3]) or nil
for _, leg in ipairs(legs) do
  if hasSeat(leg) and leg.who == agentId and leg.state == 'up' and leg.role ~= 'listen' then
    gen, leg.muted = leg.gen, ARGV[4] == '1'
    writeLegs(callId, legs)
  end
end
if c[1] ~= 'talking' or not gen then return reply({ result = 'notYourCall' }) end
if c[2] == agentId then redis.call('HSET', key('call', callId), 'muted', ARGV[4]) end
redis.call('HINCRBY', key('agent', agentId), 'seq', 1)
return reply({ result = 'muted', channelId = 'seat-' .. callId .. '.' .. gen })
