--- @include legs
--[[ A lead on a call listens, whispers or barges in from now on.
  Args  callId, leadId, role ('listen' | 'whisper' | 'barge')
  Reply result: changed (with leg, as it is now) | again | notYourCall
  Safe to repeat. ]]
local legs = legsOf(callId)
for _, leg in ipairs(legs) do
  if leg.kind == 'lead' and leg.who == leadId then
    if leg.role == role then return reply({ result = 'again', leg = leg }) end
    leg.role, leg.muted = role, nil
    writeLegs(callId, legs)
    emit('leg.roleChanged', callId, leadId, { offerGen = leg.gen, role = role })
    touchSeats(callId, legs)
    return reply({ result = 'changed', leg = leg })
  end
end
return reply({ result = 'notYourCall' })
