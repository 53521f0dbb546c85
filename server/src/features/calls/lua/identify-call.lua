--[[ The look-up by number has finished.
  ARGV  callId, e164, numberKind, shownNumber, customerId, customerName, tier
  Reply result: identified | gone
  Safe to repeat. ]]
local callId = ARGV[2]
local ck = key('call', callId)
if redis.call('EXISTS', ck) == 0 then return reply({ result = 'gone' }) end
redis.call('HSET', ck, 'e164', ARGV[3], 'numberKind', ARGV[4], 'shownNumber', ARGV[5], 'customerId', ARGV[6], 'customerName', ARGV[7], 'tier', ARGV[8],
  'lookup', ARGV[6] == '' and 'unknown' or 'known')
emit('call.identified', callId, '', { e164 = ARGV[3], numberKind = ARGV[4], customerId = ARGV[6], customerName = ARGV[7], tier = ARGV[8] })
return reply({ result = 'identified', agentId = get(ck, 'agentId') })
