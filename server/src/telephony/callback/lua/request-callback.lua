--- @include waiting, waits
--[[ A waiting caller asks to be called back: a callback takes the caller's place, with everything that determines it.
  Args  callId, callbackId, goodbyeMs (by then the caller is hung up, whatever happened to the confirmation), why
        (reason of the overflow, or '' if the caller pressed the key)
  Reply result: requested (with channelId) | notWaiting (gone, itself a callback, or a seat is already being rung)
  Safe to repeat: the second time the caller is no longer waiting.
  The caller's own call is in no queue from here on; it hears a confirmation and ends with the outcome `callback`. Until
  then the callback is not given to a seat: its customer's line would be busy. ]]
local ck, nk = key('call', callId), key('call', callbackId)
local call = redis.call('HGETALL', ck)
local c = {}
for i = 1, #call, 2 do c[call[i]] = call[i + 1] end
if c.state ~= 'waiting' or c.isCallback == '1' then return reply({ result = 'notWaiting' }) end
leaveLine(callId)
noteWait(callId, false)
drop('announce:' .. callId, 'overflow:' .. callId)
redis.call('HSET', ck, 'state', 'arrived', 'callbackId', callbackId)
at('goodbye:' .. callId, now + goodbyeMs)
if why ~= '' then
  emit('routing.callOverflowed', callId, '', { fromQueueId = c.queueId, to = 'callback', toQueueId = '', number = '', why = why })
end
emit('callback.requested', callId, '', { callbackId = callbackId })

redis.call('SADD', key('calls'), callbackId)
redis.call('HSET', nk, 'state', 'arrived', 'isCallback', 1, 'channelId', '', 'gen', 0, 'tries', 0, 'arrivedAt', c.placeAt)
for _, field in ipairs({ 'node', 'hotline', 'number', 'canonical', 'ringCycle', 'queueId', 'priority', 'score', 'placeAt', 'needs', 'ownAgent',
  'ownUntil', 'e164', 'numberKind', 'shownNumber', 'customerId', 'customerName', 'tier', 'lookup' }) do
  if c[field] then redis.call('HSET', nk, field, c[field]) end
end
if (c.canonical or '') ~= '' then redis.call('HSET', key('callback-of', c.queueId), c.canonical, callbackId) end
emit('callback.placed', callbackId, '', { ofCallId = callId, node = c.node, hotline = c.hotline, queueId = c.queueId,
  priority = int(c.priority), callerNumber = c.number, canonicalNumber = c.canonical, e164 = c.e164 or '', customerId = c.customerId or '',
  customerName = c.customerName or '', tier = c.tier or '', placeAtMs = int(c.placeAt), ringCycleMs = int(c.ringCycle) })
at('callback:' .. callbackId, now + goodbyeMs)
return reply({ result = 'requested', channelId = c.channelId })
