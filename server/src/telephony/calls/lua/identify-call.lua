--[[ Who calls is known: the look-up by number has finished, the caller has keyed it in, or a seat says so (agentId, else
  ''). A seat may say so after the end too: whose call it was is checked before, and the event alone puts the record right.
  Args  callId, e164, numberKind, shownNumber, customerId, customerName, tier, agentId,
        lookUp ('' : what was keyed in or a seat says, and holds; 'found', also nobody; 'failed': the database did not answer)
  Reply result: identified | known (a look-up came too late, or again) | gone
  Safe to repeat: a look-up never undoes what is known. A repeat of what was keyed in or a seat says tells the same again. ]]
local ck = key('call', callId)
local isLive = redis.call('EXISTS', ck) == 1
if not isLive and agentId == '' then return reply({ result = 'gone' }) end
if lookUp ~= '' then
  local known = get(ck, 'lookup')
  if known ~= '' and (known ~= 'failed' or lookUp == 'failed') then return reply({ result = 'known' }) end
end
local said = lookUp == 'failed' and 'failed' or customerId == '' and 'unknown' or 'known'
if isLive then redis.call('HSET', ck, 'e164', e164, 'numberKind', numberKind, 'shownNumber', shownNumber, 'customerId', customerId, 'customerName', customerName, 'tier', tier,
  'lookup', said) end
emit('call.identified', callId, agentId, { e164 = e164, numberKind = numberKind, customerId = customerId, customerName = customerName, tier = tier })
return reply({ result = 'identified' })
