--- @include seats, written, match
--[[ The end of a seat's work on a call: wrap-up done, next call. ]]

-- Ends a wrap-up, if there is one. `said`: category, result and note as sent by the seat; nil if the time limit or
-- somebody else ends it: then what was written so far is kept, and the seat has to complete it later. Emits
-- wrapUp.finished.
local function endWrapUp(agentId, said)
  local k = key('agent', agentId)
  local a = redis.call('HMGET', k, 'wrapCall', 'wrapStart', 'wrapMode', 'wrapSince', 'wrapSpent', 'wrapAgain', 'state')
  local callId = a[1] or a[6]
  if not callId or callId == '' then return end
  drop('wrapUp:' .. agentId .. ':' .. callId)
  local written = said or writtenOf(callId, agentId)
  if not said and written.kept == 'done' then written = {} end
  local complete = said ~= nil or a[3] == 'optional' or a[3] == 'none'
  local spent = int(a[5])
  -- Rung or talking in between: that time is already counted.
  if a[1] and a[7] == 'wrapUp' then spent = spent + now - int(a[4] or a[2]) end
  emit('wrapUp.finished', callId, agentId, { categoryId = written.categoryId or '', result = written.result or '',
    note = written.note or '', complete = complete, wrapUpMs = spent, startedAtMs = int(a[2]) })
  markWritten(callId, agentId, complete and 'done' or 'open', said)
  redis.call('HDEL', k, 'wrapCall', 'wrapStart', 'wrapDeadline', 'wrapMode', 'wrapSince', 'wrapSpent', 'wrapAgain')
end

-- Moves a seat that is done with a call to the state that it asked for meanwhile, else to `otherwise` with `reason`
-- (nil: none). Nothing that it wrote is lost. `isAside`: see moveAgent.
local function settleAgent(agentId, otherwise, reason, isAside)
  local k = key('agent', agentId)
  endWrapUp(agentId)
  local pending = redis.call('HMGET', k, 'pendingState', 'pendingReason', 'callId')
  if pending[3] and pending[3] ~= '' then recordNote(pending[3], agentId) end
  redis.call('HDEL', k, 'callId', 'offerGen', 'offeredAt', 'deadline', 'pendingState', 'pendingReason')
  if pending[1] and pending[1] ~= '' then
    if pending[1] == 'ready' then sayReady(agentId) end
    moveAgent(agentId, pending[1], pending[2] or '', isAside)
  else
    moveAgent(agentId, otherwise, reason or '', isAside)
  end
end

-- Gives a seat that is done with a call its next one at once; otherwise it joins the line. `back`: the state it goes to
-- if not ready, with `reason`. Returns new offers.
local function freeSeat(agentId, back, reason)
  settleAgent(agentId, back or 'ready', reason, true)
  local offers = matchSeat(agentId, true)
  if get(key('agent', agentId), 'state') == 'ready' then enterReady(agentId) end
  return offers
end
