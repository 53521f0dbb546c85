--[[ Stands before every transition. What all of them are made of: keys, texts, events, deadlines.
  KEYS  the center's base key, e.g. {ss:main}; every other key is below it and shares its hash tag
  ARGV  nowMs (0: the clock of Redis), of work under the lease of a node `<nowMs> <token> <node>`; then the script's own
        arguments, which define-transition.ts gives names to
  Reply always one JSON object. `offers` in it are new offers that the caller of the script must ring.
  Error STALELEASE when another server has had the lease meanwhile; nothing is changed then.

  In the headers of words: ids, numbers of queues and seats, kinds and reasons are texts; what ends in At, Ms or is named
  `now`, `deadline`, `placeAt` is a number of ms; a `gen` is a number or the text of one; `c`, `a`, `q`, `ck`, `ak` in the
  code are fields and keys of a call, a seat (agent) and a queue. "Emits" names the events that a word appends itself. A
  word that says nothing of what it returns returns nothing. ]]

local base = KEYS[1]
local nowText, token, leasedNode = string.match(ARGV[1], '^(%S+) ?(%S*) ?(.*)$')
if token ~= '' then
  local holder = redis.call('GET', base .. ':lease-holder:' .. leasedNode)
  if holder and holder ~= token then return redis.error_reply('STALELEASE another server acts for ' .. leasedNode) end
end
-- The time of this transition, ms.
local now = tonumber(nowText)
if now == 0 then
  local t = redis.call('TIME')
  now = t[1] * 1000 + math.floor(t[2] / 1000)
end

-- Returns the name of a key: key('agents'), key('agent', agentId), key('ready', pool, skill).
local function key(kind, id, more)
  if more then return base .. ':' .. kind .. ':' .. id .. ':' .. more end
  return id and base .. ':' .. kind .. ':' .. id or base .. ':' .. kind
end

-- Returns what the script ends with: a table with `result`, as JSON.
local function reply(value) return cjson.encode(value) end

-- Returns a number as Redis is to keep it: whole, without an exponent.
local function text(n) return string.format('%.0f', n) end

-- Returns a field of a hash as a number; 0 of one that is missing or empty.
local function int(v) return tonumber(v) or 0 end

-- Returns one field of a hash; '' of one that is missing.
local function get(k, field) return redis.call('HGET', k, field) or '' end

-- Returns the table of a JSON text; an empty one when there is none.
local function decode(json) if json and json ~= '' then return cjson.decode(json) end return {} end

local decoded = {}

-- The same for JSON that is only read: each text is parsed once per script. Returns a shared table; do not change it.
local function readJson(json)
  if not json or json == '' then return {} end
  local value = decoded[json]
  if not value then
    value = cjson.decode(json)
    decoded[json] = value
  end
  return value
end

-- Appends a list to another and returns the latter.
local function join(into, more)
  for _, made in ipairs(more) do into[#into + 1] = made end
  return into
end

-- Appends an event to the stream. callId, agentId: '' for none. `atMs`: when it happened, if before now.
local function emit(kind, callId, agentId, data, atMs)
  redis.call('XADD', key('events'), '*', 'type', kind, 'at', text(atMs or now), 'call', callId, 'agent', agentId,
    'data', next(data) and cjson.encode(data) or '{}')
end

-- Sets a deadline, or moves it to `ms`.
local function at(member, ms) redis.call('ZADD', key('deadlines'), text(ms), member) end

-- Removes deadlines: what they call for is done, or no longer needed.
local function drop(...) redis.call('ZREM', key('deadlines'), ...) end

-- Returns the pool of a queue: queues that the same seats serve in the same way share one.
local function poolOf(queueId)
  local pool = get(key('queue', queueId), 'pool')
  return pool ~= '' and pool or queueId
end

-- Returns the number of a seat's next state. It grows by the clock too: a Redis that has lost the numbers goes on above
-- those that pages have seen, or they would take what they are told now for older than what they show.
local function seqAfter(seq) return text(math.max(int(seq) + 1, now)) end

-- Makes the seat's desk read the seat again.
local function touchSeat(agentId)
  local k = key('agent', agentId)
  redis.call('HSET', k, 'seq', seqAfter(redis.call('HGET', k, 'seq')))
end
