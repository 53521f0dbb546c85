--- @include legs
--[[ The seat mutes or unmutes itself on its call. A listening lead has nothing to unmute.
  Args  callId, agentId, on
  Reply result: muted (with channelId, the seat's) | notYourCall | gone
  Safe to repeat. ]]
local c = redis.call('HMGET', key('call', callId), 'state', 'agentId', 'talkingGen', 'calleeId', 'channelId')
if not c[1] then return reply({ result = 'gone' }) end
if c[1] == 'talking' and c[4] == agentId then
  -- A called colleague is on the line that is the customer's in other calls.
  redis.call('HSET', key('call', callId), 'calleeMuted', on and 1 or 0)
  touchSeat(agentId)
  return reply({ result = 'muted', channelId = c[5] })
end
local legs = legsOf(callId)
local gen = c[2] == agentId and int(c[3]) or nil
for _, leg in ipairs(legs) do
  if hasSeat(leg) and leg.who == agentId and leg.state == 'up' and leg.role ~= 'listen' then
    gen, leg.muted = leg.gen, on
    writeLegs(callId, legs)
  end
end
if c[1] ~= 'talking' or not gen then return reply({ result = 'notYourCall' }) end
if c[2] == agentId then redis.call('HSET', key('call', callId), 'muted', on and 1 or 0) end
touchSeat(agentId)
return reply({ result = 'muted', channelId = seatChannel(callId, gen) })
