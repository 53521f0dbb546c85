--- @include queueing, legs, asking, leg-changes
--[[ A leg is over: its channel is gone, its ringing time is over, or the seat that has the call ended it.
  Args  callId, offerGen, cause (LegEnd), owner ('' not requested; else the seat that must have the call)
  A seat that cancels a consultation is back with the customer in the same step. A failed transfer goes back to the seat
  that made it if that is free, else to the head of the call's queue.
  Reply result: ended (with leg; channelId, customer 'call' if it should be brought back; isLost: nobody is left for it)
        | notYourCall | stale
  Safe to repeat. ]]
-- A transfer failed, and nobody has the call: back to the seat that transferred it if that is free, else to the head of
-- its queue. Returns new offers, and true when there is no queue to go to.
local function bringBack(callId, leg)
  if leg.by ~= '' and leg.by ~= leg.who and not whyNotAsked(leg.by, callId) then
    local _, offers = addLeg(callId, { kind = 'seat', who = leg.by, role = 'transfer', by = leg.by }, 0)
    return offers, false
  end
  local queueId = get(key('call', callId), 'queueId')
  if queueId == '' or redis.call('EXISTS', key('queue', queueId)) == 0 then return {}, true end
  queueAgain(callId, queueId)
  return matchQueued(callId), false
end

local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'agentId', 'channelId')
if owner ~= '' and c[1] and c[2] ~= owner then return reply({ result = 'notYourCall' }) end
local leg, offers = endLeg(callId, offerGen, cause)
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
