--[[ Audio comes again from a seat that was away, on its old leg.
  Args  callId, offerGen
  Reply result: back (with channelId, isHeld: the customer should hear music anyway) | stale
  Safe to repeat. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'talkingGen', 'channelId', 'heldSince', 'awaySince', 'agentId')
if c[1] ~= 'talking' or c[2] ~= offerGen or not c[5] then return reply({ result = 'stale' }) end
redis.call('HDEL', ck, 'awaySince')
drop('seatAway:' .. callId .. ':' .. offerGen)
emit('call.seatBack', callId, c[6] or '', { offerGen = tonumber(offerGen), awayMs = now - int(c[5]) })
return reply({ result = 'back', channelId = c[3], isHeld = c[4] and true or false })
