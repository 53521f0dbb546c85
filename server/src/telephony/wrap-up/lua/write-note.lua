--[[ What a seat has written about a call so far is kept. Whether it may write about it is checked before.
  ARGV  agentId, callId, rev (of what it was written upon), categoryId, result, note
  Reply result: written | behind; draft: what is kept now, { rev, categoryId, result, note }
  Safe to repeat: the same again is behind, with the same words. ]]
local agentId, callId, rev = ARGV[2], ARGV[3], int(ARGV[4])
local was = writtenOf(callId, agentId)
if int(was.rev) ~= rev then
  if was.kept == 'done' then was = { rev = was.rev } end
  return reply({ result = 'behind', draft = { rev = int(was.rev), categoryId = was.categoryId or '',
    result = was.result or '', note = was.note or '' } })
end
local written = { rev = rev + 1, categoryId = ARGV[5], result = ARGV[6], note = ARGV[7] }
local draft = cjson.encode(written)
written.said, written.at, written.kept = was.said, now, was.kept == 'open' and 'open' or nil
keepWritten(callId, agentId, written)
return '{"result":"written","draft":' .. draft .. '}'
