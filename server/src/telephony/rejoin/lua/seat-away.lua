--- @include legs
--[[ No audio comes from the seat that has a call any more: its page is gone, or its network. The customer hears music
  until it is back, and until the deadline `seatAway:<callId>:<gen>` at most.
  Args  callId, offerGen (of the leg that talks), limitMs
  Reply result: away (with channelId, isHeld: it heard music before) | stale (others are in the call, or another leg
        talks)
  Safe to repeat: the deadline stays where it is. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'talkingGen', 'channelId', 'heldSince', 'awaySince', 'agentId')
if c[1] ~= 'talking' or c[2] ~= offerGen or not c[6] or goesOnWith(legsOf(callId)) then return reply({ result = 'stale' }) end
if not c[5] then
  redis.call('HSET', ck, 'awaySince', text(now))
  at('seatAway:' .. callId .. ':' .. offerGen, now + limitMs)
  emit('call.seatAway', callId, c[6], { offerGen = tonumber(offerGen) })
end
return reply({ result = 'away', channelId = c[3], isHeld = c[4] and true or false })
