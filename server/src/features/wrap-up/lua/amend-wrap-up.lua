--[[ Category, result and note of a call put right after its wrap-up ended. Whose call it was is checked before.
  ARGV  agentId, callId, categoryId, result, note
  Reply result: amended ]]
emit('wrapUp.amended', ARGV[3], ARGV[2], { categoryId = ARGV[4], result = ARGV[5], note = ARGV[6] })
return reply({ result = 'amended' })
