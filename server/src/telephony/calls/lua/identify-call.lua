--[[ Who calls is known: the look-up by number has finished, the caller has keyed it in, or a seat says so (agentId, else
  ''). A seat may say so after the end too: whose call it was is checked before, and the event alone puts the record right.
  ARGV  callId, e164, numberKind, shownNumber, customerId, customerName, tier, agentId,
        lookUp ('' : what was keyed in or a seat says, and holds; 'found', also nobody; 'failed': the database did not answer)
  Reply result: identified | known (a look-up came too late, or again) | gone
  Safe to repeat: a look-up never undoes what is known. ]]
local callId = ARGV[2]
local ck = key('call', callId)
local isLive = redis.call('EXISTS', ck) == 1
if not isLive and ARGV[9] == '' then return reply({ result = 'gone' }) end
local lookUp = ARGV[10]
if lookUp ~= '' then
  local known = get(ck, 'lookup')
  if known ~= '' and (known ~= 'failed' or lookUp == 'failed') then return reply({ result = 'known' }) end
end
local said = lookUp == 'failed' and 'failed' or ARGV[6] == '' and 'unknown' or 'known'
if isLive then redis.call('HSET', ck, 'e164', ARGV[3], 'numberKind', ARGV[4], 'shownNumber', ARGV[5], 'customerId', ARGV[6], 'customerName', ARGV[7], 'tier', ARGV[8],
  'lookup', said) end
emit('call.identified', callId, ARGV[9], { e164 = ARGV[3], numberKind = ARGV[4], customerId = ARGV[6], customerName = ARGV[7], tier = ARGV[8] })
return reply({ result = 'identified' })
