--[[ A seat's browser reports the audio quality of its leg, from its beginning until now. Stored with the seat while the
  leg lasts; at its end, or when the seat's next leg shows that the browser of this one has died, it becomes an event of
  the call.
  Args  callId, agentId, legId (the browser's own), nowMos, leg (JSON, LegQuality), isOver
  Reply result: kept | notYourCall
  Safe to repeat: the last report on a leg counts. A repeat of isOver tells the same again. ]]
local ak = key('agent', agentId)
local a = redis.call('HMGET', ak, 'state', 'callId', 'offerGen', 'qualityLeg', 'qualityCall', 'qualityGen', 'quality')
local function tell(ofCall, offerGen, json)
  local quality = cjson.decode(json)
  quality.offerGen = int(offerGen)
  emit('call.qualityMeasured', ofCall, agentId, quality)
end
local ofCall, offerGen = a[5], a[6]
if a[4] ~= legId then
  if a[1] ~= 'talking' or a[2] ~= callId then return reply({ result = 'notYourCall' }) end
  if a[7] then tell(a[5], a[6], a[7]) end
  ofCall, offerGen = callId, a[3]
elseif ofCall ~= callId then
  return reply({ result = 'notYourCall' })
end
if isOver then
  tell(ofCall, offerGen, leg)
  redis.call('HDEL', ak, 'qualityLeg', 'qualityCall', 'qualityGen', 'quality', 'nowMos')
else
  redis.call('HSET', ak, 'qualityLeg', legId, 'qualityCall', ofCall, 'qualityGen', offerGen, 'quality', leg, 'nowMos', nowMos)
end
return reply({ result = 'kept' })
