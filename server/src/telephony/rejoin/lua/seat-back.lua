--[[ Sound comes again from a seat that was away, on the leg that it had.
  ARGV  callId, offerGen
  Reply result: back (with channelId, isHeld: the customer is to hear music all the same) | stale
  Safe to repeat. ]]
local callId, gen = ARGV[2], ARGV[3]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'talkingGen', 'channelId', 'heldSince', 'awaySince', 'agentId')
if c[1] ~= 'talking' or c[2] ~= gen or not c[5] then return reply({ result = 'stale' }) end
redis.call('HDEL', ck, 'awaySince')
drop('seatAway:' .. callId .. ':' .. gen)
emit('call.seatBack', callId, c[6] or '', { offerGen = tonumber(gen), awayMs = now - int(c[5]) })
return reply({ result = 'back', channelId = c[3], isHeld = c[4] and true or false })
