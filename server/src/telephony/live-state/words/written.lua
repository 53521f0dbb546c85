--[[ What seats have written about a call so far, by seat: { rev, categoryId, result, note, said, at, kept }. `kept`: it
  is in the record: 'open', the seat still has to finish it; 'done', what it writes next starts afresh. ]]

-- Seconds that it is kept, by `kept`.
local WRITTEN_S = { open = 7 * 86400, done = 86400 }

-- Returns what the seat has written about a call; an empty table if nothing.
local function writtenOf(callId, agentId) return decode(redis.call('HGET', key('written', callId), agentId)) end

-- Returns the few words that the seat left for whoever gets the call next; nil if there are none.
local function saidOf(callId, agentId)
  local said = writtenOf(callId, agentId).said
  return said ~= '' and said or nil
end

-- Stores what the seat has written about a call.
local function keepWritten(callId, agentId, written)
  local wk = key('written', callId)
  redis.call('HSET', wk, agentId, cjson.encode(written))
  redis.call('EXPIRE', wk, math.max(redis.call('TTL', wk), WRITTEN_S[written.kept or 'done']))
end

-- Marks it as in the record (`kept`). `words`: the final category, result and note, if they differ from what was
-- written last.
local function markWritten(callId, agentId, kept, words)
  local written = writtenOf(callId, agentId)
  if words then written.categoryId, written.result, written.note = words.categoryId, words.result, words.note end
  written.rev, written.kept, written.at = int(written.rev) + 1, kept, now
  keepWritten(callId, agentId, written)
end

-- The seat leaves a call without a wrap-up: its note goes into the record. Emits wrapUp.noted, if there is a note.
local function recordNote(callId, agentId)
  local written = writtenOf(callId, agentId)
  if written.kept or (written.note or '') == '' then return end
  emit('wrapUp.noted', callId, agentId, { note = written.note })
  markWritten(callId, agentId, 'done')
end
