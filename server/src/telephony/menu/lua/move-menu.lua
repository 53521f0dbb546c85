--[[ A caller moves within a menu: to a step, through one more digit of a number, or out of it. The decision is applied
  only if nothing has happened to the caller in the meantime.
  Args  callId, round, digits (as they were decided on), move (menu, version, step, tries, digits, waitMs, speaks,
        digit, language, need, collected {what, digits}, to (the target as JSON, '' inside the menu), queueId, target)
  Reply result: moved (with channelId, round: what is played now) | stale | notInMenu | gone
  Safe to repeat: the round or the digits have moved on, so the same move is stale. The deadline advances every move,
  whoever dies: for a step it is the timeout, for an exit the time at which it is carried out (again). ]]
local ck = key('call', callId)
local c = redis.call('HMGET', ck, 'state', 'channelId', 'menuRound', 'menuDigits', 'menuStep', 'collected')
if c[1] ~= 'arrived' then
  drop('menu:' .. callId)
  return reply({ result = c[1] and 'notInMenu' or 'gone' })
end
if int(c[3]) ~= round or (c[4] or '') ~= digits then return reply({ result = 'stale' }) end
redis.call('HSET', ck, 'menu', move.menu, 'menuVersion', move.version, 'menuStep', move.step, 'menuTries', move.tries,
  'menuDigits', move.digits, 'menuTo', move.to)
at('menu:' .. callId, now + move.waitMs)
if move.collected then
  local all = decode(c[6])
  all[#all + 1] = move.collected
  redis.call('HSET', ck, 'collected', cjson.encode(all))
  emit('call.digitsCollected', callId, '', { menu = move.menu, step = c[5], what = move.collected.what, digits = move.collected.digits })
end
if move.language ~= '' then
  redis.call('HSET', ck, 'language', move.language, 'languageNeed', move.need)
  emit('call.languageChosen', callId, '', { language = move.language })
end
if move.speaks then round = redis.call('HINCRBY', ck, 'menuRound', 1) end
if move.to ~= '' then
  if move.digit ~= '' then redis.call('HSET', ck, 'keyedAt', text(now)) end
  emit('call.menuChosen', callId, '', { menu = move.menu, version = move.version, step = move.step, digit = move.digit, queueId = move.queueId, target = move.target })
elseif move.step ~= c[5] then
  emit('call.menuStepEntered', callId, '', { menu = move.menu, version = move.version, step = move.step, digit = move.digit })
end
return reply({ result = 'moved', channelId = c[2], round = round })
