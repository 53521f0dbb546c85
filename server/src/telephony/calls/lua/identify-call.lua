--[[ Who calls is known: the look-up by number has finished, or a seat says so (agentId, else ''). A seat may say so
  after the end too: whose call it was is checked before, and the event alone puts the record right.
  ARGV  callId, e164, numberKind, shownNumber, customerId, customerName, tier, agentId
  Reply result: identified | gone
  Safe to repeat. ]]
local callId = ARGV[2]
local ck = key('call', callId)
local isLive = redis.call('EXISTS', ck) == 1
if not isLive and ARGV[9] == '' then return reply({ result = 'gone' }) end
if isLive then redis.call('HSET', ck, 'e164', ARGV[3], 'numberKind', ARGV[4], 'shownNumber', ARGV[5], 'customerId', ARGV[6], 'customerName', ARGV[7], 'tier', ARGV[8],
  'lookup', ARGV[6] == '' and 'unknown' or 'known') end
emit('call.identified', callId, ARGV[9], { e164 = ARGV[3], numberKind = ARGV[4], customerId = ARGV[6], customerName = ARGV[7], tier = ARGV[8] })
return reply({ result = 'identified' })
