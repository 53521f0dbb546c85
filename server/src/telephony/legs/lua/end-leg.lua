--[[ A leg is over: its channel is gone, its ringing has lasted long enough, or the seat that has the call ended it.
  ARGV  callId, offerGen, cause (LegEnd), owner ('' nobody asked; else the seat that must have the call)
  Who gives a consultation up is back with the customer in the same step. A transfer that came to nothing goes back to
  who made it when that seat is free, else to the head of the call's queue.
  Reply result: ended (with leg; channelId, customer 'call' where it is to be brought back; isLost: nobody is left for it)
        | notYourCall | stale
  Safe to repeat. ]]
local callId, gen, cause, owner = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'agentId', 'channelId')
if owner ~= '' and c[1] and c[2] ~= owner then return reply({ result = 'notYourCall' }) end
local leg, offers = endLeg(callId, gen, cause)
if not leg then return reply({ result = 'stale' }) end
local customer, isLost = 'stays', false
if leg.role == 'consult' and cause == 'gaveUp' then
  endHold(callId, c[2])
  customer = 'call'
elseif leg.role == 'transfer' then
  local more
  more, isLost = bringBack(callId, leg)
  join(offers, more)
end
return reply({ result = 'ended', leg = leg, channelId = c[3], customer = customer, isLost = isLost, offers = offers })
