/** A worker thread that ends its process once that has lost its parent, also while the main thread is busy. */
const CHECK_EVERY_MS = 250
const parent = process.ppid

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, CHECK_EVERY_MS)
