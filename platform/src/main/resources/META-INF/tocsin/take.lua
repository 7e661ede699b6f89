-- Takes one from every bucket, or from none. A bucket is the instant (microseconds) at which the next would be due if
-- everything came evenly spaced. KEYS: the buckets. ARGV: now, then interval, tolerance and refill time of each bucket.
-- Answers how long to wait, in microseconds; 0: taken.
local now = tonumber(ARGV[1])
local wait = 0
local due = {}
for i = 1, #KEYS do
  local tolerance = tonumber(ARGV[3 * i])
  local refill = tonumber(ARGV[3 * i + 1])
  local at = math.max(now, tonumber(redis.call('GET', KEYS[i]) or '0'))
  due[i] = math.min(at, now + refill)
  wait = math.max(wait, due[i] - tolerance - now)
end
if wait > 0 then
  return string.format('%.0f', wait)
end
for i = 1, #KEYS do
  local next = due[i] + tonumber(ARGV[3 * i - 1])
  redis.call('SET', KEYS[i], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000) + 1000)
end
return '0'
