--- @include written
--[[ Saves what a seat has written about a call so far. Whether it may do so was checked before.
  Args  agentId, callId, rev (of the text it is based on), categoryId, result, note
  Reply result: written | behind (both with draft: what is kept now, { rev, categoryId, result, note })
  Safe to repeat: the same again is behind, with the same text. ]]
local was = writtenOf(callId, agentId)
if int(was.rev) ~= rev then
  if was.kept == 'done' then was = { rev = was.rev } end
  return reply({ result = 'behind', draft = { rev = int(was.rev), categoryId = was.categoryId or '',
    result = was.result or '', note = was.note or '' } })
end
local written = { rev = rev + 1, categoryId = categoryId, result = result, note = note }
local draft = { rev = written.rev, categoryId = categoryId, result = result, note = note }
written.said, written.at, written.kept = was.said, now, was.kept == 'open' and 'open' or nil
keepWritten(callId, agentId, written)
return reply({ result = 'written', draft = draft })
