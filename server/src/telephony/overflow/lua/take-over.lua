--- @include waiting
--[[ The center itself takes over a call that no seat should get: closed line, voicemail, outside number, message,
  goodbye.
  Args  callId, queueId (where it waits, or wanted to go), to, why (of the overflow, or the kind of the closed day),
        endWhy (recorded when the call ends; '' keeps it), number, limitMs (until the deadline `away:<callId>`),
        otherwise (what follows when the number does not answer)
  Reply result: away (with channelId, queueId, again: it was already there) | served (rings at a seat or talks)
        | elsewhere (in another queue) | gone
  Safe to repeat: the second time nothing is appended to the stream. ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'queueId', 'channelId', 'awayTo', 'isCallback', 'callbackId')
local state = c[1]
if not state then
  drop('overflow:' .. callId, 'away:' .. callId)
  return reply({ result = 'gone' })
end
-- Nobody is on the line of a callback either, and nothing is left to do for a caller who asked for one.
if state == 'offered' or state == 'talking' or c[5] == '1' or c[6] then return reply({ result = 'served' }) end
if state ~= 'arrived' and c[2] ~= queueId then return reply({ result = 'elsewhere' }) end
local again = state == 'away' and c[4] == to
if state == 'waiting' then leaveLine(callId) end
redis.call('HSET', ck, 'state', 'away', 'queueId', queueId, 'awayTo', to, 'awayNumber', number, 'awayOtherwise', otherwise)
if endWhy ~= '' then redis.call('HSET', ck, 'awayWhy', endWhy) end
drop('overflow:' .. callId)
-- A forwarded caller who is not answered within three rings is still greeted by the center.
if to ~= 'number' then drop('greet:' .. callId) end
at('away:' .. callId, now + limitMs)
if not again and to == 'closed' then
  emit('businessCalendar.lineClosed', callId, '', { queueId = queueId, kind = why })
elseif not again and to ~= 'goodbye' then
  emit('routing.callOverflowed', callId, '', { fromQueueId = queueId, to = to, toQueueId = '', number = number, why = why })
end
return reply({ result = 'away', channelId = c[3], queueId = queueId, again = again })
