--- @include legs
--[[ The seat puts its customer on hold (music), or retrieves the customer; either of two colleagues the other.
  Args  callId, agentId, on
  Reply result: held | retrieved (both with channelId) | unchanged | wrongState (during a consultation) | notYourCall |
        gone
  Safe to repeat. ]]
local ck = key('call', callId)
takeSide(callId, agentId)
local c = redis.call('HMGET', ck, 'state', 'agentId', 'heldSince', 'channelId')
if not c[1] then return reply({ result = 'gone' }) end
if c[1] ~= 'talking' or c[2] ~= agentId then return reply({ result = 'notYourCall' }) end
local isHeld = c[3] and c[3] ~= ''
-- During a consultation the seat swaps or cancels: just bringing the customer back would join all three.
for _, leg in ipairs(legsOf(callId)) do if leg.role == 'consult' then return reply({ result = 'wrongState' }) end end
if on == (isHeld and true or false) then return reply({ result = 'unchanged' }) end
touchSeats(callId, legsOf(callId))
if on then
  beginHold(callId, agentId)
  return reply({ result = 'held', channelId = c[4] })
end
endHold(callId, agentId)
return reply({ result = 'retrieved', channelId = c[4] })
