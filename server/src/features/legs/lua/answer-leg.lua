--[[ Asterisk says that the channel of a leg is up.
  ARGV  callId, offerGen
  A leg that a call was transferred to has it from now on.
  Reply result: answered (with leg; isMain: it has the call now; channelId, isHeld: the customer's; again) | stale
  Safe to repeat. ]]
local callId, gen = ARGV[2], ARGV[3]
local ck = key('call', callId)
local legs = legsOf(callId)
local leg = findLeg(legs, gen)
if not leg then return reply({ result = 'stale' }) end
local again = leg.state == 'up'
drop('leg:' .. callId .. ':' .. gen)
local offers = {}
if not again then
  leg.state, leg.since, leg.deadline = 'up', now, nil
  writeLegs(callId, legs)
  if hasSeat(leg) then
    redis.call('HDEL', key('agent', leg.who), 'offeredAt', 'deadline')
    moveAgent(leg.who, 'talking', '')
  end
  emit('leg.answered', callId, hasSeat(leg) and leg.who or '', { offerGen = leg.gen })
  touchSeats(callId, legs)
  if leg.role == 'transfer' then promoteLeg(callId, leg) end
end
local c = redis.call('HMGET', ck, 'channelId', 'heldSince', 'talkingGen')
return reply({ result = 'answered', leg = leg, isMain = c[3] == gen, channelId = c[1], isHeld = c[2] and true or false, again = again })
