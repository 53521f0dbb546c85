--[[ Redis has lost everything: a call is put back as it stood. A talk goes on; whoever was on the way to one has just arrived
  under the same callId, by the same first arrival, and is routed by whoever calls this.
  Args  callId, call (its hash), greetLeadMs
  Reply result: talking | arrived | known (it is there, or has ended) | notKept (one without a customer's line)
  Safe to repeat: the second time the call is known. ]]
local ck, channelId = key('call', callId), call.channelId or ''
if redis.call('EXISTS', ck) == 1 or redis.call('HEXISTS', key('channels'), channelId) == 1
  or redis.call('EXISTS', key('gone-channel', channelId)) == 1 then return reply({ result = 'known' }) end
local isTalk = call.state == 'talking'
if channelId == '' or (not isTalk and (call.isCallback == '1' or (call.direction or '') ~= '')) then return reply({ result = 'notKept' }) end
redis.call('SADD', key('calls'), callId)
redis.call('HSET', key('channels'), channelId, callId)
if isTalk then
  -- What rings now is given up, and who is away is there until seen otherwise.
  local legs, up = decode(call.legs), {}
  for _, leg in ipairs(legs) do if leg.state == 'up' then up[#up + 1] = leg end end
  call.legs = #up > 0 and cjson.encode(up) or nil
  call.awaySince, call.rejoinGen, call.calleeRejoinGen = nil, nil, nil
  for field, value in pairs(call) do redis.call('HSET', ck, field, value) end
  if call.pausedUntil then at('pause:' .. callId, call.pausedUntil) end
  return reply({ result = 'talking' })
end
for _, ring in ipairs(decode(call.rings)) do emit('routing.offerWithdrawn', callId, ring[2], { offerGen = ring[1] }) end
for _, field in ipairs({ 'channelId', 'node', 'hotline', 'number', 'canonical', 'arrivedAt', 'placeAt', 'ringCycle', 'gen', 'centerAnsweredAt', 'lookup',
  'e164', 'numberKind', 'shownNumber', 'customerId', 'customerName', 'tier', 'language', 'collected' }) do
  if call[field] then redis.call('HSET', ck, field, call[field]) end
end
redis.call('HSET', ck, 'state', 'arrived')
if not call.centerAnsweredAt then at('greet:' .. callId, int(call.arrivedAt) + 3 * int(call.ringCycle) - greetLeadMs) end
return reply({ result = 'arrived' })
