--[[ A caller who rang and is gone, and whom no server accepted: a call that is over when it becomes known.
  Args  callId, channelId, node, hotline, callerNumber, ringCycleMs, arrivedAtMs, endedAtMs, queueId ('' : the hotline
        does not lead directly to one), e164, numberKind, customerId, customerName, tier, isLost (Asterisk ended, not
        the caller), canonicalNumber
  Reply result: recorded | known
  Safe to repeat: for a day the same channel gets no second record, nor does one whose call exists or existed here. ]]
if redis.call('HEXISTS', key('channels'), channelId) == 1 then return reply({ result = 'known' }) end
if not redis.call('SET', key('gone-channel', channelId), callId, 'NX', 'EX', 86400) then return reply({ result = 'known' }) end
emit('call.arrived', callId, '', { node = node, channelId = channelId, hotline = hotline, callerNumber = callerNumber, canonicalNumber = canonicalNumber,
  ringCycleMs = ringCycleMs }, arrivedAtMs)
emit('call.identified', callId, '', { e164 = e164, numberKind = numberKind, customerId = customerId, customerName = customerName, tier = tier }, arrivedAtMs)
if queueId ~= '' then emit('routing.callQueued', callId, '', { queueId = queueId, priority = 0 }, arrivedAtMs) end
emit('call.ended', callId, '', { outcome = isLost and 'lost' or 'abandoned', endedBy = isLost and 'system' or 'customer', cause = 0,
  why = isLost and 'asteriskRestarted' or 'noServer' }, endedAtMs)
return reply({ result = 'recorded' })
