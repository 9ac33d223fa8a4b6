# sets: education, judge
import threading, queue
lock, total, q = threading.Lock(), 0, queue.Queue()
def work():
    global total
    while (item := q.get()) is not None:
        with lock: total += item
        q.task_done()
ts = [threading.Thread(target=work, daemon=True) for _ in range(3)]
for t in ts: t.start()
for i in range(100): q.put(i)
q.join()
for _ in ts: q.put(None)
for t in ts: t.join()
print(total, threading.current_thread().name, all(not t.is_alive() for t in ts))
