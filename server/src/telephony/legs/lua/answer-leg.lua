--- @include seats, legs, promote
--[[ Asterisk reports that the channel of a leg is up.
  Args  callId, offerGen
  A leg that a call was transferred to has it from now on.
  Reply result: answered (with leg; isMain: it has the call now; channelId, isHeld: the customer's; vain: the generation
        of the leg that it replaces, 0 none; again) | stale
  Safe to repeat. ]]
local ck = key('call', callId)
local legs = legsOf(callId)
local leg = findLeg(legs, offerGen)
local vain = 0
if not leg then
  -- A participating seat is back on a new leg; the caller of the script hangs up the lost one.
  for _, one in ipairs(legs) do if one.rejoin == tonumber(offerGen) then leg = one end end
  if not leg then return reply({ result = 'stale' }) end
  vain, leg.gen, leg.rejoin = leg.gen, leg.rejoin, nil
  writeLegs(callId, legs)
  redis.call('HSET', key('agent', leg.who), 'offerGen', leg.gen)
  emit('leg.rejoined', callId, leg.who, { offerGen = leg.gen, wasGen = vain })
  touchSeats(callId, legs)
end
local again = leg.state == 'up'
drop('leg:' .. callId .. ':' .. offerGen)
local offers = {}
if not again then
  leg.state, leg.since, leg.deadline = 'up', now, nil
  writeLegs(callId, legs)
  if hasSeat(leg) then
    redis.call('HDEL', key('agent', leg.who), 'offeredAt', 'deadline')
    moveAgent(leg.who, 'talking', leg.kind == 'lead' and 'coaching' or '')
  end
  emit('leg.answered', callId, seatOf(leg), { offerGen = leg.gen })
  touchSeats(callId, legs)
  if leg.role == 'transfer' then promoteLeg(callId, leg) end
end
local c = redis.call('HMGET', ck, 'channelId', 'heldSince', 'talkingGen')
return reply({ result = 'answered', leg = leg, isMain = c[3] == offerGen, channelId = c[1], isHeld = c[2] and true or false, again = again, vain = vain })
