--[[ A caller who rang and is gone, and whom no server has taken in: a call that is over when it becomes known.
  ARGV  callId, channelId, node, hotline, callerNumber, ringCycleMs, arrivedAtMs, endedAtMs, queueId ('' : the hotline
        leads to none at once), e164, numberKind, customerId, customerName, tier, isLost ('1': Asterisk ended, not the caller), canonical
  Reply result: recorded | known
  Safe to repeat: for a day the same channel makes no second record, nor one whose call is or was here. ]]
local callId, channelId, queueId, isLost = ARGV[2], ARGV[3], ARGV[10], ARGV[16] == '1'
local arrivedAt, endedAt = tonumber(ARGV[8]), tonumber(ARGV[9])
if redis.call('HEXISTS', key('channels'), channelId) == 1 then return reply({ result = 'known' }) end
if not redis.call('SET', key('gone-channel', channelId), callId, 'NX', 'EX', 86400) then return reply({ result = 'known' }) end
emit('call.arrived', callId, '', { node = ARGV[4], channelId = channelId, hotline = ARGV[5], callerNumber = ARGV[6], canonicalNumber = ARGV[17],
  ringCycleMs = tonumber(ARGV[7]) }, arrivedAt)
emit('call.identified', callId, '', { e164 = ARGV[11], numberKind = ARGV[12], customerId = ARGV[13], customerName = ARGV[14], tier = ARGV[15] }, arrivedAt)
if queueId ~= '' then emit('routing.callQueued', callId, '', { queueId = queueId, priority = 0 }, arrivedAt) end
emit('call.ended', callId, '', { outcome = isLost and 'lost' or 'abandoned', endedBy = isLost and 'system' or 'customer', cause = 0,
  why = isLost and 'asteriskRestarted' or 'noServer' }, endedAt)
return reply({ result = 'recorded' })
